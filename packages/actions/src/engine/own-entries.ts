import type { EngineState, OwnEntry } from '@missionctl/roster';
import type { SessionState } from '@missionctl/session-model';

/** Whose last word was not acknowledged, and who is gone by proof now. */
export function unsaid(
  own: readonly OwnEntry[],
  me: string | undefined,
  isGone: (participantId: string) => boolean,
): readonly string[] {
  return own
    .filter(({ participantId, owed, gone }) => owed || (isGone(participantId) && !gone))
    .map(({ participantId }) => participantId)
    .filter((participantId) => participantId !== me);
}

/** Changes what is known of one of this home's own entries. */
export function withOwn(
  state: EngineState,
  participantId: string,
  change: Partial<OwnEntry>,
): EngineState {
  const known = state.own.find((each) => each.participantId === participantId);
  if (known === undefined) {
    return {
      ...state,
      own: [...state.own, { participantId, owed: false, gone: false, ...change }],
    };
  }
  const next = { ...known, ...change };
  if (next.owed === known.owed && next.gone === known.gone) return state;
  return { ...state, own: state.own.map((each) => (each === known ? next : each)) };
}

/** The engine answers: what it failed with is forgotten. */
export function acknowledged(state: EngineState, participantId: string | undefined): EngineState {
  const isThere = state.own.some((each) => each.participantId === participantId);
  const next =
    participantId === undefined || !isThere
      ? state
      : withOwn(state, participantId, { owed: false });
  if (next.pausedUntil === undefined && next.failure === undefined) return next;
  return { ...next, pausedUntil: undefined, failure: undefined };
}

/** Somebody has done what the engine does not know of. */
export function owing(
  state: EngineState,
  { participantId }: Pick<SessionState, 'participantId'>,
): EngineState {
  return withOwn(state, participantId, { owed: true });
}
