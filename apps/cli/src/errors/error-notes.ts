import type { ErrorCode } from '@missionctl/actions';
import type { DetailKey } from './detail-notes.ts';

/** What a code says to a program. */
interface ErrorNote {
  readonly means: string;
  /** The keys that its `details` can have. */
  readonly details: readonly DetailKey[];
}

const session: readonly DetailKey[] = ['mission_id', 'alias', 'path'];
const damage: readonly DetailKey[] = ['path', 'fault', 'issues'];
const refusal: readonly DetailKey[] = ['host', 'valid_roles'];
/** Of a command of several steps that failed in the middle. */
const midway: readonly DetailKey[] = ['mission_id', 'alias', 'stored'];
const program: readonly DetailKey[] = ['command', 'reason'];

/** The one table of what each error code means, for documents and for people who ask for help. */
export const errorNotes: Readonly<Record<ErrorCode, ErrorNote>> = {
  UNEXPECTED: { means: 'a bug, or a failure of the system', details: ['path'] },
  WRITE_FAILED: {
    means: 'a file could not be written, or is not one that may be replaced',
    details: ['path', 'outcome', ...midway],
  },
  USAGE: {
    means: 'the words, or a variable, ask for nothing that can be done',
    details: [
      'mission_id',
      'alias',
      'valid_roles',
      'variable',
      'path',
      'given',
      'reason',
      'names',
      'engine',
      'is_public',
    ],
  },
  INVALID_ROLE: {
    means: 'there is no such role',
    details: ['mission_id', 'alias', 'given', 'valid_roles', 'host'],
  },
  INVALID_FOCUS: {
    means: 'it is not `wp:<id>`, `step:<id>` or `none`',
    details: ['given', 'issues'],
  },
  INVALID_ID: {
    means: 'it cannot be a mission id, an alias or a participant id',
    details: ['issues', 'variable', 'given', 'existing'],
  },
  WHO_ARE_YOU: {
    means: 'it is not known which participant acts, and the command needs one',
    details: ['reason', 'harnesses', 'alias'],
  },
  NOT_JOINED: { means: 'whoever acts has not joined the mission', details: session },
  NO_ACTIVE_MISSION: { means: 'nothing selects a mission', details: ['alias', 'joined'] },
  POINTER_DANGLING: {
    means: 'what selects the mission names one that nobody has joined',
    details: ['mission_id', 'alias', 'resolved_from', 'path'],
  },
  MISSION_NOT_FOUND: { means: 'the authority knows no such mission', details: refusal },
  NO_CAPABILITY: {
    means: 'the role may not do this',
    details: ['mission_id', 'alias', 'role', 'capability', 'roles'],
  },
  AUTH_FAILED: {
    means: 'the authority refuses the key, or an engine this user',
    details: [...refusal, 'engine'],
  },
  MISSION_UNAUTHORIZED: { means: 'the authority refuses access to the mission', details: refusal },
  UNSAFE_FILE: {
    means: 'somebody else could have written it',
    details: ['path', 'reason', 'owner_uid', 'acting_uid', 'sessions', ...midway],
  },
  PIN_REFUSED: { means: 'the nearest `.mission` is no pin, or not to be trusted', details: damage },
  LOCK_UNAVAILABLE: { means: 'no lock can be had there', details: ['path', 'reason', ...midway] },
  RUNTIME_UNUSABLE: {
    means: 'this Node is too old, lacks `node:sqlite`, or restricts the process by `--permission`',
    details: ['path', 'reason', 'outcome', ...midway],
  },
  LOCK_TIMEOUT: {
    means: 'another process holds the lock',
    details: ['path', 'holder', 'waited_ms', ...midway],
  },
  CONFLICT: {
    means:
      'another identity is stored, others were faster, it was not confirmed, the lock was lost, or it is not driven',
    details: [
      ...session,
      'stored_participant_id',
      'granted_participant_id',
      'attempts',
      'line',
      'column',
      'focus',
      'term',
    ],
  },
  MASKED: { means: 'it would be written, and would not count here', details: ['masked_by'] },
  COLLISION: {
    means: 'another participant drives this',
    details: ['mission_id', 'alias', 'focus', 'drive_intent', 'holder'],
  },
  TIMEOUT: {
    means: 'the time of a watch is over; what it waits for has not come',
    details: ['mission_id', 'until', 'timeout_s'],
  },
  HOME_UNUSABLE: {
    means: 'the home, or a directory in it, cannot be used',
    details: ['path', 'sessions', ...midway],
  },
  DIRECTORY_UNUSABLE: {
    means: 'the working directory, whose pin may count, has no name that can be used',
    details: ['reason'],
  },
  SESSION_DAMAGED: {
    means: 'something is there, and it is not a session',
    details: [...session, 'fault', 'issues', 'sessions'],
  },
  SESSION_INVALID: {
    means: 'it is a session, and one must not act on it',
    details: [...session, 'issues', 'sessions'],
  },
  POINTER_DAMAGED: { means: 'something is there, and it is not a pointer', details: damage },
  ISSUER_DAMAGED: { means: 'something is there, and it is not a ledger', details: damage },
  ROSTER_DAMAGED: {
    means: 'something is there, and it is not a record of the roster',
    details: damage,
  },
  CONFIG_DAMAGED: {
    means: 'the configuration of an agent command line cannot be read, or is not what it can be',
    details: ['path', 'line', 'column'],
  },
  OFFLINE_JOIN: {
    means: 'the authority cannot be reached, or gives no answer within the time limit',
    details: ['host', 'attempts', 'reason', 'reached', 'retry_after_ms'],
  },
  ISSUER_PROTOCOL: {
    means: 'the answer of the authority cannot be used',
    details: ['host', 'reason'],
  },
  UNAVAILABLE: { means: 'an engine cannot be reached', details: ['engine', 'reason'] },
  NOT_EXECUTABLE: {
    means: 'the command of `exec` cannot be run, or not with these bytes',
    details: [...program, 'path', 'argument', 'variable'],
  },
  COMMAND_NOT_FOUND: { means: 'there is no such command', details: program },
  HUNG_UP: { means: 'the terminal was closed', details: [] },
  INTERRUPTED: { means: 'Ctrl-C, or Escape', details: [] },
  TERMINATED: { means: 'SIGTERM', details: [] },
};
