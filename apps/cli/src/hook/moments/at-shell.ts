import { lookBeforeHeadMovesSync } from '@missionctl/actions';
import { sweptDirectories } from '../git/sweeps.ts';
import { headSentence } from '../words/collision-sentences.ts';
import { type HookRun, type Said, voiceTo } from './hook-run.ts';

/** More checkouts than that are a script, of which one is as good as all. */
const mostDirectories = 4;

/** A shell is about to run something: said is only what moves HEAD under others, or sweeps their files. */
export function atShell(run: HookRun, command: string): Said | undefined {
  const { home, evidence, files, mission, guards } = run;
  const { directory } = mission;
  if (directory === undefined) return undefined;
  for (const swept of sweptDirectories(command, directory).slice(0, mostDirectories)) {
    const workingDirectory = files.realPath(swept);
    const look = lookBeforeHeadMovesSync(home, { ...evidence, workingDirectory });
    if (look.status !== 'looked') return undefined;
    if (look.collisions.length === 0) continue;
    const others = look.collisions.map((each) => each.with);
    const text = `missionctl: ${headSentence(others, voiceTo(run, look))}`;
    return { answer: { text, decision: guards ? 'ask' : undefined } };
  }
  return undefined;
}
