import {
  type EngineEntry,
  type EngineState,
  isNamedEntry,
  type Verdict,
  verdictElsewhere,
} from '@missionctl/roster';
import type { ListedSession } from '@missionctl/session-store';
import { sessionOf } from '../roster/mission-roster.ts';
import { shortEntry } from './short-entry.ts';

/** A participant of another home. What is in the entry was written by others. */
export interface ParticipantElsewhere {
  /** What its home says of it. */
  readonly entry: EngineEntry;
  /** Whether it is alive: gone only where its home says so, and unknown where nothing has changed lately. */
  readonly verdict: Verdict;
  /** When its entry was last seen to change, as a timestamp of this home's clock; undefined for never. */
  readonly changedAt: string | undefined;
}

/** Those of other homes among entries, each with what its entry proves by now. */
export function othersOf(
  entries: Iterable<EngineEntry>,
  known: {
    readonly state: EngineState;
    readonly listed: readonly ListedSession[];
    readonly nowMs: number;
  },
): readonly ParticipantElsewhere[] {
  const { state, listed, nowMs } = known;
  const ours = new Set([...state.own, ...listed.map(sessionOf)].map((each) => each?.participantId));
  const seen = new Map(state.entries.map((each) => [each.participantId, each]));
  return [...entries]
    .filter((entry) => isNamedEntry(entry) && !ours.has(entry.participantId))
    .map((entry) => {
      const last = seen.get(entry.participantId);
      const verdict = verdictElsewhere(entry.verdict, last, nowMs);
      return { entry: shortEntry(entry), verdict, changedAt: last?.changedAt };
    })
    .toSorted((one, other) => (one.entry.participantId < other.entry.participantId ? -1 : 1));
}
