import type { Holder } from '@missionctl/actions';
import { writeNotes } from '../output/write-lines.ts';
import type { Invocation } from '../session/invocation.ts';
import { holderLines, holderPhrase } from './words/holder-words.ts';
import { problemOf } from './words/written-text.ts';

/** What a person decides when another drives there. */
export type CollisionAnswer =
  | { readonly kind: 'continue' | 'hold' }
  | { readonly kind: 'take'; readonly reason: string };

const hold: CollisionAnswer = { kind: 'hold' };

const answers: readonly (readonly [pattern: RegExp, kind: CollisionAnswer['kind']])[] = [
  [/^(h(old)?)?$/i, 'hold'],
  [/^c(ontinue)?$/i, 'continue'],
  [/^t(ake( over)?)?$/i, 'take'],
];

/** Asks a person until there is an answer. The end of the input holds back, as Enter does. */
export function askOnCollision(
  { context, home }: Invocation,
  holder: Holder,
  missionId: string,
): CollisionAnswer {
  const nowMs = home.clock();
  writeNotes(context, [
    `held: ${holderPhrase(holder, missionId, nowMs)}`,
    ...holderLines(holder, nowMs).map((line) => `  ${line}`),
  ]);
  for (;;) {
    const answer = context.ask('continue beside it, hold back, or take over? [c/H/t] ');
    if (answer === undefined) return hold;
    const [, kind] = answers.find(([pattern]) => pattern.test(answer)) ?? [];
    if (kind === 'take') return askForReason(context);
    if (kind !== undefined) return { kind };
  }
}

/** Whoever had it is shown why. */
function askForReason(context: Invocation['context']): CollisionAnswer {
  for (;;) {
    const reason = context.ask('why, for the one who drives: ');
    if (reason === undefined) return hold;
    const problem = problemOf(reason);
    if (problem === undefined) return { kind: 'take', reason };
    writeNotes(context, [`the reason ${problem}`]);
  }
}
