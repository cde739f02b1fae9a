import {
  type Changes,
  changesSinceSync,
  rememberShownSync,
  setWaitingSync,
} from '@missionctl/actions';
import { changeSentences } from '../words/change-sentences.ts';
import { contextText } from '../words/context-text.ts';
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
  const text = contextText(changeSentences(changes.changes, voice), voice.command('status'));
  if (text === undefined) return undefined;
  return { answer: { text }, remember: remembering(run, changes) };
}

/** What the agent was shown is about to be lost to it: it is shown again. */
export function atForgetting({ home, evidence }: HookRun): void {
  const changes = changesSinceSync(home, evidence);
  if (changes.status !== 'compared') return;
  rememberShownSync(home, { ...changes, shown: { others: [], facts: [] } });
}

function remembering({ home }: HookRun, changes: Changes): () => void {
  return () => void rememberShownSync(home, changes);
}
