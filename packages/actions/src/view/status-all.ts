import { readPointer } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import { listSessions } from '@missionctl/session-store/operations';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { ignoringDamagedPointer } from '../resolve/ignore-damaged-pointer.ts';
import { lookAtRoster } from '../roster/mission-roster.ts';
import { isUnknown } from '../who/actor.ts';
import { byMission } from './by-mission.ts';
import { type StatusOutcome, statusOf } from './status.ts';

/** Every mission of a home. */
export interface StatusAllOutcome {
  /** What this outcome is. */
  readonly status: 'shown';
  /** By mission; my session is undefined in those that I have not joined, and where it cannot be read. */
  readonly missions: readonly StatusOutcome[];
  /** The active mission; undefined when none is, or the pointer cannot be believed. */
  readonly active: string | undefined;
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Shows every mission of the home, each as `status` does; what cannot be read hides nothing else.
 *
 * @param home - in which home
 * @param evidence - who acts; nothing has to be selected
 * @returns the missions in which anybody of this home has a session
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_FILE_READ
 * @example
 * const { missions } = yield* statusAll(home);
 */
export function* statusAll(home: Home, evidence: Evidence = {}): Operation<StatusAllOutcome> {
  const { who } = requireCall(home, evidence);
  const pointer = yield* ignoringDamagedPointer(readPointer(home.pointer));
  const missions: StatusOutcome[] = [];
  for (const [missionId, listed] of byMission(yield* listSessions(home.store))) {
    const look = yield* lookAtRoster(home, missionId, { listed });
    const address = isUnknown(who) ? undefined : { missionId, alias: who.alias ?? undefined };
    missions.push(statusOf(look, { missionId, address, resolvedFrom: undefined }));
  }
  return {
    status: 'shown',
    missions,
    active: pointer.value?.active,
    warnings: [...pointer.warnings, ...missions.flatMap(({ warnings }) => warnings)],
  };
}
