import { run } from '@missionctl/atomic-fs/operations';
import { type EngineEntry, isNamedEntry } from '@missionctl/roster';
import type { Issue } from '@missionctl/session-model';
import { listMission } from '@missionctl/session-store/operations';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Home } from '../home.ts';
import { lookThere } from '../sharing/claim-there.ts';
import { openSharing, type Sharing } from '../sharing/open-sharing.ts';
import { othersOf, type ParticipantElsewhere } from './others-of.ts';

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
  const { participants, odd, failure } = await othersThere(sharing);
  const warnings = [...(failure === undefined ? odd : [notSeen(failure)]), ...sharing.warnings()];
  return { participants, warnings };
}

/** What a look at an engine has found. */
export interface OthersThere {
  readonly participants: readonly ParticipantElsewhere[];
  /** What it holds that is no record. */
  readonly odd: readonly Issue[];
  /** What kept it from being asked. */
  readonly failure: string | undefined;
}

/** Looks who is in a mission in other homes. */
export async function othersThere(sharing: Sharing): Promise<OthersThere> {
  const before = sharing.failure();
  if (before !== undefined) return { participants: [], odd: [], failure: before };
  try {
    const { entries, damaged } = await lookThere(sharing);
    const all = entries.map(({ entry }) => entry);
    const found = all.filter(isNamedEntry);
    const count = damaged.length + all.length - found.length;
    const odd = count === 0 ? [] : [damagedThere(count)];
    return { participants: await othersAmong(sharing, found), odd, failure: undefined };
  } catch (error) {
    return { participants: [], odd: [], failure: await sharing.pause(error) };
  }
}

async function othersAmong(
  { home, missionId, state }: Sharing,
  entries: readonly EngineEntry[],
): Promise<readonly ParticipantElsewhere[]> {
  const listed = await run(listMission(home.store, missionId));
  return othersOf(entries, { state: state(), listed, nowMs: home.clock() });
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
