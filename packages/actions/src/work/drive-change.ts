import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { SessionState } from '@missionctl/session-model';
import type {
  LockWait,
  SessionAddress,
  SessionPatch,
  UpdatedSession,
} from '@missionctl/session-store';
import { updateSession } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import { sessionMoved } from './session-moved.ts';
import type { OnCollision, WorkChange, WorkOutcome } from './work-outcome.ts';

/** What a change of work comes to, besides what selected the session. */
export type Decided = Omit<WorkOutcome, 'address' | 'resolvedFrom' | 'pin'>;

/** What there is to say of claims where there is none. */
export const withoutClaim = {
  claim: undefined,
  isNewClaim: false,
  holder: undefined,
  rivals: [],
  predecessor: undefined,
  notices: [],
} as const;

/** A change of one participant's work. */
export interface DriveChange {
  readonly address: SessionAddress;
  /** The session that the change rests on; one that says something else by now is not changed. */
  readonly found: SessionState;
  /** Where it works. */
  readonly directory: string | undefined;
  readonly patch: SessionPatch;
  readonly wait: LockWait;
  readonly onCollision: OnCollision;
  /** Set where the caller asks the engine next: as that of `WorkChange`. */
  readonly engine: WorkChange['engine'];
  /** Set where the claim is to be taken from whoever holds it. */
  readonly take?: Take | undefined;
  /** What is recorded with the claim, for others; undefined leaves what is there. */
  readonly note?: string | undefined;
}

/** How a claim is taken from another. */
export interface Take {
  /** Why, for the one who had it. */
  readonly reason: string;
  /** The term in which the taker saw the claim, undefined for no record; in another one it is not taken. */
  readonly seenTerm: number | undefined;
}

/** Changes the session, unless it says something else by now than what was decided on. */
export function updateUnmoved(
  home: Home,
  { address, found, patch, wait }: Pick<DriveChange, 'address' | 'found' | 'patch' | 'wait'>,
): Operation<UpdatedSession> {
  const change = (now: SessionState): SessionPatch => {
    if (!isSameWork(now, found)) throw sessionMoved;
    return patch;
  };
  return updateSession(home.store, address, change, wait);
}

/** The session once it is changed like that. */
export function withPatch(session: SessionState, patch: SessionPatch): SessionState {
  const { focus = session.focus, driveIntent = session.driveIntent } = patch;
  return { ...session, focus, driveIntent };
}

export function isSameWork(one: SessionState, other: SessionState): boolean {
  return one.focus === other.focus && one.driveIntent === other.driveIntent;
}

/** What an update of the session was, as a decision has it. */
export function asUpdated({
  session,
  former,
  warnings,
}: UpdatedSession): Pick<Decided, 'status' | 'session' | 'former' | 'warnings'> {
  return { status: 'updated', session, former, warnings };
}

/** A lock that is busy decides nothing, and what is no fault of a file is none of the roster. */
export function isRosterFault(error: unknown): error is Error {
  const code = errnoOf(error);
  return error instanceof Error && code?.startsWith('ERR_') === true && code !== 'ERR_LOCK_TIMEOUT';
}
