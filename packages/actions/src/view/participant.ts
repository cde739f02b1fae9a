import type { Verdict } from '@missionctl/roster';
import { type Issue, type TimeZone, timestampFromMs } from '@missionctl/session-model';
import type { ListedSession } from '@missionctl/session-store';
import { checkSession } from '@missionctl/validation';
import type { Home } from '../home.ts';

/** One session as it was found, and what is wrong with it. */
export interface Participant extends ListedSession {
  /**
   * `invalid`: it is a session, and one may not act on it. `damaged`: it is not a session. `unsafe`:
   * others could have written it.
   */
  readonly state: 'joined' | 'invalid' | 'damaged' | 'unsafe';
  /** Everything that is wrong with it. */
  readonly issues: readonly Issue[];
  /** Whether it is alive, by proof; undefined where that was not asked. */
  readonly verdict?: Verdict | undefined;
}

/** What a session is checked by: the present time, and whose local time its file has. */
export interface Moment {
  readonly nowMs: number;
  readonly zone: TimeZone | undefined;
}

export function momentOf({ clock, zone }: Home): Moment {
  return { nowMs: clock(), zone };
}

/** A session that was listed, with everything that is wrong with it. */
export function participantOf(listed: ListedSession, moment: Moment): Participant {
  const issues = issuesOf(listed, moment);
  const { status } = listed.loaded;
  const isInvalid = status === 'joined' && hasErrors(issues);
  return { ...listed, state: isInvalid ? 'invalid' : status, issues };
}

/** Whether an issue stands in the way of acting. */
export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

/** What to know about a session that could be read. */
export function warningsOf({ loaded }: Participant): readonly Issue[] {
  return loaded.status === 'joined' ? loaded.warnings : [];
}

function issuesOf({ address, loaded }: ListedSession, { nowMs, zone }: Moment): readonly Issue[] {
  if (loaded.status === 'damaged') return loaded.issues;
  if (loaded.status === 'unsafe') {
    return [{ code: 'UNSAFE_FILE', severity: 'error', field: '', message: loaded.message }];
  }
  return checkSession(loaded.session, {
    now: timestampFromMs(nowMs),
    expectedMissionId: address.missionId,
    dialect: loaded.dialect,
    zone,
  }).issues;
}
