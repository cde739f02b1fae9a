import { type Touched, touchSync } from '@missionctl/actions';
import type { Answer } from '../event.ts';
import { changeSentences } from '../words/change-sentences.ts';
import { holderSentence } from '../words/collision-sentences.ts';
import { news, saidOf } from './at-prompt.ts';
import { type HookRun, type Said, voiceTo } from './hook-run.ts';

/**
 * Files are about to be changed: that is recorded first, so that of two agents which do so at the same moment
 * at least one sees the other.
 */
export function atEdit(run: HookRun, paths: readonly string[]): Said | undefined {
  const look = touch(run, paths);
  if (look === undefined) return undefined;
  const { holder, changes } = look;
  const voice = voiceTo(run, look);
  const decision = decisionOn(run, look);
  if (holder !== undefined && decision !== undefined) {
    const text = `missionctl: ${holderSentence(holder, voice)}`;
    return { answer: { text, decision } };
  }
  return saidOf(run, look, changeSentences(changes, voice));
}

/** Files have been changed, where the agent could not be given anything to read before. */
export function atEdited(run: HookRun, paths: readonly string[]): Said | undefined {
  return touch(run, paths) === undefined ? undefined : news(run);
}

function touch({ home, evidence, files }: HookRun, paths: readonly string[]): Touched | undefined {
  if (paths.length === 0) return undefined;
  const real = paths.map((path) => files.realPath(path));
  const look = touchSync(home, evidence, real);
  return look.status === 'looked' ? look : undefined;
}

/** Of who drives by proof alone an edit is refused; who goes on all the same has decided that before. */
function decisionOn({ guards }: HookRun, { holder, participants }: Touched): Answer['decision'] {
  if (!guards || holder === undefined || holder.term === undefined) return undefined;
  if (participants[0]?.presence?.continued === holder.focus) return undefined;
  return holder.verdict === 'here' || holder.verdict === 'quiet' ? 'deny' : 'ask';
}
