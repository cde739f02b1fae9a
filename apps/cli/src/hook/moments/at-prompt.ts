import {
  type Changes,
  changesSinceSync,
  rememberShownSync,
  setWaitingSync,
} from '@missionctl/actions';
import { changeSentences } from '../words/change-sentences.ts';
import { contextText, type Sentence } from '../words/context-text.ts';
import { type HookRun, type Said, voiceTo } from './hook-run.ts';

/** The person has answered: the agent learns what has changed meanwhile, once. */
export function atPrompt(run: HookRun): Said | undefined {
  const { home, evidence } = run;
  const recorded = setWaitingSync(home, evidence, false);
  return recorded.status === 'recorded' ? news(run) : undefined;
}

/** What has changed since the agent was shown it last; undefined for nothing. */
export function news(run: HookRun): Said | undefined {
  const { home, evidence } = run;
  const changes = changesSinceSync(home, evidence);
  if (changes.status !== 'compared') return undefined;
  const voice = voiceTo(run, changes);
  return saidOf(run, changes, changeSentences(changes.changes, voice));
}

/** What the agent was shown is about to be lost to it: it is shown again. */
export function atForgetting({ home, evidence }: HookRun): void {
  const changes = changesSinceSync(home, evidence);
  if (changes.status !== 'compared') return;
  rememberShownSync(home, { ...changes, shown: { others: [], facts: [] } });
}

/** What is said of what was found, and remembered but for what did not fit; undefined for nothing. */
export function saidOf(
  run: HookRun,
  found: Found,
  sentences: readonly Sentence[],
): Said | undefined {
  const said = contextText(sentences, voiceTo(run, found).command('status'));
  if (said === undefined) return undefined;
  const { text, left } = said;
  return { answer: { text }, remember: () => void rememberShownSync(run.home, { ...found, left }) };
}

type Found = Pick<Changes, 'address' | 'session' | 'shown' | 'participants' | 'resolvedFrom'>;
