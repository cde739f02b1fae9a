import { type EngineEntry, type Verdict, verdictElsewhere } from '@missionctl/roster';
import { type Issue, parseParticipantId } from '@missionctl/session-model';
import type { Home } from '../home.ts';
import { lookThere } from './claim-there.ts';
import type { ChosenEngine } from './engine-source.ts';
import { openSharing, type Sharing } from './open-sharing.ts';
import { plainEntry } from './plain-entry.ts';

/** A participant of another home. What is in the entry was written by others: no text of it has more than 200 characters. */
export interface ParticipantElsewhere {
  /** What its home says of it. */
  readonly entry: EngineEntry;
  /** Whether it is alive: gone only where its home says so, and unknown where nothing has changed lately. */
  readonly verdict: Verdict;
}

/** Who is in a mission in other homes. */
export interface Elsewhere {
  /** By participant id. */
  readonly participants: readonly ParticipantElsewhere[];
  /** What kept the engine from being asked, what it holds that is no record, and what was not remembered. */
  readonly warnings: readonly Issue[];
}

/** Asks the engine who is in a mission in other homes; those who are nowhere seen now are not shown. */
export async function lookElsewhere(home: Home, chosen: ChosenEngine): Promise<Elsewhere> {
  const sharing = await openSharing(home, chosen, {});
  const before = sharing.failure();
  if (before !== undefined) return { participants: [], warnings: [notSeen(before)] };
  try {
    const { entries, damaged } = await lookThere(sharing);
    const found = entries.map(({ entry }) => entry);
    const odd = damaged.length === 0 ? [] : [damagedThere(damaged.length)];
    const participants = othersAmong(sharing, found);
    return { participants, warnings: [...odd, ...sharing.warnings()] };
  } catch (error) {
    const failure = await sharing.pause(error);
    return { participants: [], warnings: [notSeen(failure), ...sharing.warnings()] };
  }
}

function othersAmong(
  { home, state }: Sharing,
  entries: readonly EngineEntry[],
): readonly ParticipantElsewhere[] {
  const { own, entries: seen } = state();
  const ours = new Set(own.map(({ participantId }) => participantId));
  const known = new Map(seen.map((each) => [each.participantId, each]));
  return entries
    .filter(({ participantId: id }) => !ours.has(id) && parseParticipantId(id).ok)
    .map((entry) => ({
      entry: plainEntry(entry),
      verdict: verdictElsewhere(entry.verdict, known.get(entry.participantId), home.clock()),
    }))
    .toSorted((one, other) => (one.entry.participantId < other.entry.participantId ? -1 : 1));
}

/** What is known of those is left out, since it may be old: their claims hold all the same. */
function notSeen(failure: string): Issue {
  const message = `participants of other homes are not shown: ${failure}`;
  return { code: 'NOT_SHARED', severity: 'warning', field: '', message };
}

function damagedThere(count: number): Issue {
  const message = `${count} of the records that others wrote cannot be read, and are not shown`;
  return { code: 'ENGINE_RECORDS_DAMAGED', severity: 'warning', field: '', message };
}
