import type { EngineState, OwnEntry } from '@missionctl/roster';
import { timestampFromMs } from '@missionctl/session-model';

/** How long the process that owes something may still be at it; longer than an engine is ever waited for. */
const inFlightMs = 10_000;

/** Whether the engine was owed the last word of an entry for so long that its own process has ended, or failed. */
export function isDue({ owedSince }: OwnEntry, nowMs: number): boolean {
  if (owedSince === undefined) return false;
  const age = nowMs - Date.parse(owedSince);
  // A clock that was set back would let it wait for ever.
  return age > inFlightMs || age < 0;
}

/** Whose last word is due, and of whom others know otherwise: who is gone by proof now, or back. */
export function unsaid(
  own: readonly OwnEntry[],
  {
    me,
    isGone,
    nowMs,
  }: {
    readonly me: string | undefined;
    readonly isGone: (participantId: string) => boolean;
    readonly nowMs: number;
  },
): readonly string[] {
  return own
    .filter((each) => isDue(each, nowMs) || isGone(each.participantId) !== each.gone)
    .map(({ participantId }) => participantId)
    .filter((participantId) => participantId !== me);
}

/** Somebody says what the engine does not know of yet. */
export function owing(state: EngineState, participantId: string, nowMs: number): EngineState {
  const known = state.own.find((each) => each.participantId === participantId);
  if (known?.owedSince !== undefined) return state;
  return withOwn(state, participantId, { owedSince: timestampFromMs(nowMs) });
}

/** Changes what is known of one of this home's own entries. */
export function withOwn(
  state: EngineState,
  participantId: string,
  change: Partial<OwnEntry>,
): EngineState {
  const known = state.own.find((each) => each.participantId === participantId);
  if (known === undefined) {
    return { ...state, own: [...state.own, { participantId, gone: false, ...change }] };
  }
  const next = { ...known, ...change };
  if (next.owedSince === known.owedSince && next.gone === known.gone) return state;
  return { ...state, own: state.own.map((each) => (each === known ? next : each)) };
}

/** The engine answers: what it failed with is forgotten. */
export function acknowledged(state: EngineState, participantId: string | undefined): EngineState {
  const isThere = state.own.some((each) => each.participantId === participantId);
  const next =
    participantId === undefined || !isThere
      ? state
      : withOwn(state, participantId, { owedSince: undefined });
  if (next.pausedUntil === undefined && next.failure === undefined) return next;
  return { ...next, pausedUntil: undefined, failure: undefined };
}
