import { errnoOf } from '@missionctl/atomic-fs';

/** The exit code of each error code. Scripts match on the error code; the exit code is coarser. */
export const exitCodes = {
  UNEXPECTED: 1,
  WRITE_FAILED: 1,
  USAGE: 2,
  INVALID_ROLE: 2,
  INVALID_FOCUS: 2,
  INVALID_ID: 2,
  WHO_ARE_YOU: 2,
  NOT_JOINED: 3,
  NO_ACTIVE_MISSION: 3,
  POINTER_DANGLING: 3,
  MISSION_NOT_FOUND: 3,
  NO_CAPABILITY: 4,
  AUTH_FAILED: 4,
  MISSION_UNAUTHORIZED: 4,
  UNSAFE_FILE: 4,
  PIN_REFUSED: 4,
  LOCK_UNAVAILABLE: 4,
  RUNTIME_UNUSABLE: 4,
  LOCK_TIMEOUT: 5,
  CONFLICT: 5,
  MASKED: 5,
  COLLISION: 5,
  TIMEOUT: 5,
  HOME_UNUSABLE: 6,
  DIRECTORY_UNUSABLE: 6,
  SESSION_DAMAGED: 6,
  SESSION_INVALID: 6,
  POINTER_DAMAGED: 6,
  ISSUER_DAMAGED: 6,
  ROSTER_DAMAGED: 6,
  CONFIG_DAMAGED: 6,
  OFFLINE_JOIN: 7,
  ISSUER_PROTOCOL: 7,
  UNAVAILABLE: 7,
  NOT_EXECUTABLE: 126,
  COMMAND_NOT_FOUND: 127,
  HUNG_UP: 129,
  INTERRUPTED: 130,
  TERMINATED: 143,
} as const;

/** What an interface calls a failure. */
export type ErrorCode = keyof typeof exitCodes;

/** What a failure means to whoever called. */
export interface ErrorClass {
  /** What an interface calls it. */
  readonly code: ErrorCode;
  /** The exit code of a process that ends with it. */
  readonly exit: number;
  /** Whether the same call may succeed a moment later. */
  readonly retryable: boolean;
}

/**
 * What each error of the packages is called. Those that end in `_INCOMPLETE` are called what their
 * cause is; a read that fails for a permission is `HOME_UNUSABLE`, and what Node's permission model
 * refuses is `RUNTIME_UNUSABLE`.
 */
export const errorCodes = {
  ERR_ATOMIC_WRITE: 'WRITE_FAILED',
  ERR_NOT_REGULAR_FILE: 'WRITE_FAILED',
  ERR_FILE_TOO_LARGE: 'WRITE_FAILED',
  ERR_FILE_READ: 'UNEXPECTED',
  // No action makes these two: updateFile and readTextFile of atomic-fs do.
  ERR_NOT_UTF8: 'UNEXPECTED',
  ERR_FILE_CONFLICT: 'CONFLICT',
  ERR_UNUSABLE_DIRECTORY: 'HOME_UNUSABLE',
  ERR_UNSAFE_FILE: 'UNSAFE_FILE',
  ERR_LOCK_TIMEOUT: 'LOCK_TIMEOUT',
  ERR_LOCK_UNAVAILABLE: 'LOCK_UNAVAILABLE',
  // What was to be done is done; another may have changed the same at the same time.
  ERR_LOCK_LOST: 'CONFLICT',
  ERR_STATE_CONFLICT: 'CONFLICT',
  // The stores make errors of their own of it; what is left is of the roster.
  ERR_STATE_DAMAGED: 'ROSTER_DAMAGED',
  // The stores make errors of their own of it.
  ERR_STATE_INVALID: 'UNEXPECTED',
  ERR_INVALID_ID: 'INVALID_ID',
  ERR_WHO_UNKNOWN: 'WHO_ARE_YOU',
  ERR_NOT_JOINED: 'NOT_JOINED',
  ERR_SESSION_DAMAGED: 'SESSION_DAMAGED',
  ERR_SESSION_INVALID: 'SESSION_INVALID',
  ERR_SESSION_CONFLICT: 'CONFLICT',
  // The mistake of a program: no words of a user lead to it.
  ERR_INVALID_FIELD: 'UNEXPECTED',
  ERR_POINTER_DAMAGED: 'POINTER_DAMAGED',
  ERR_PIN_REFUSED: 'PIN_REFUSED',
  ERR_NO_ACTIVE_MISSION: 'NO_ACTIVE_MISSION',
  ERR_NO_PREVIOUS_MISSION: 'NO_ACTIVE_MISSION',
  ERR_POINTER_DANGLING: 'POINTER_DANGLING',
  ERR_MISSION_NEEDED: 'USAGE',
  ERR_ROLE_NEEDED: 'USAGE',
  ERR_INVALID_ROLE: 'INVALID_ROLE',
  ERR_INVALID_FOCUS: 'INVALID_FOCUS',
  ERR_NO_CAPABILITY: 'NO_CAPABILITY',
  ERR_IDENTITY_CONFLICT: 'CONFLICT',
  ERR_CHANGED_BY_OTHERS: 'CONFLICT',
  ERR_CLAIM_CHANGED: 'CONFLICT',
  ERR_FOCUS_NEEDED: 'USAGE',
  ERR_NOT_DRIVING: 'CONFLICT',
  ERR_RECEIVER: 'USAGE',
  ERR_MASKED: 'MASKED',
  ERR_JOIN_INCOMPLETE: 'WRITE_FAILED',
  ERR_LEAVE_INCOMPLETE: 'WRITE_FAILED',
  ERR_REPAIR_INCOMPLETE: 'UNEXPECTED',
  ERR_ISSUER_OFFLINE: 'OFFLINE_JOIN',
  ERR_ISSUER_AUTH: 'AUTH_FAILED',
  ERR_ISSUER_FORBIDDEN: 'MISSION_UNAUTHORIZED',
  ERR_ISSUER_MISSION_NOT_FOUND: 'MISSION_NOT_FOUND',
  ERR_ISSUER_INVALID_ROLE: 'INVALID_ROLE',
  ERR_ISSUER_PROTOCOL: 'ISSUER_PROTOCOL',
  ERR_ISSUER_SETTINGS: 'USAGE',
  ERR_ISSUER_DAMAGED: 'ISSUER_DAMAGED',
  ERR_ROSTER_UNAVAILABLE: 'UNAVAILABLE',
  ERR_ROSTER_DENIED: 'AUTH_FAILED',
  ERR_ROSTER_INDETERMINATE: 'UNAVAILABLE',
  ERR_ROSTER_TOO_LARGE: 'WRITE_FAILED',
  ERR_ROSTER_CORRUPT: 'UNAVAILABLE',
  // The mistake of a program, as ERR_INVALID_FIELD.
  ERR_ROSTER_CLOSED: 'UNEXPECTED',
  // About the address that a person names; what depends on the world is UNAVAILABLE or AUTH_FAILED.
  ERR_GIT_REMOTE: 'USAGE',
  ERR_HUNG_UP: 'HUNG_UP',
  ERR_INTERRUPTED: 'INTERRUPTED',
  ERR_TERMINATED: 'TERMINATED',
} as const;

const retryable: ReadonlySet<string | undefined> = new Set([
  'ERR_LOCK_TIMEOUT',
  'ERR_LOCK_LOST',
  'ERR_FILE_CONFLICT',
  'ERR_STATE_CONFLICT',
  'ERR_SESSION_CONFLICT',
  'ERR_CHANGED_BY_OTHERS',
  'ERR_CLAIM_CHANGED',
  'ERR_ISSUER_OFFLINE',
  'ERR_ROSTER_UNAVAILABLE',
  'ERR_ROSTER_INDETERMINATE',
]);

/** Files that cannot be read are damaged; so a read that fails for a permission is a directory's. */
const closedBy: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM']);

/**
 * The one table from what is thrown to what interfaces call it, with which exit code, and whether
 * trying again may help.
 *
 * @param error - anything that was thrown
 * @returns UNEXPECTED for what no package throws
 * @example
 * try {
 *   setFocusSync(home, evidence, 'wp:WP01');
 * } catch (error) {
 *   process.exitCode = classifyError(error).exit;
 * }
 */
export function classifyError(error: unknown): ErrorClass {
  const thrown = errnoOf(error);
  if (isIncomplete(thrown) && error instanceof Error) {
    return classifyError(error.cause);
  }
  const code = codeOfCause(error) ?? codeOf(thrown);
  return { code, exit: exitCodes[code], retryable: retryable.has(thrown) };
}

function isIncomplete(thrown: string | undefined): boolean {
  return thrown?.endsWith('_INCOMPLETE') ?? false;
}

function codeOf(thrown: string | undefined): ErrorCode {
  const known: Readonly<Record<string, ErrorCode>> = errorCodes;
  return thrown !== undefined && Object.hasOwn(known, thrown)
    ? (known[thrown] ?? 'UNEXPECTED')
    : 'UNEXPECTED';
}

/** What an error is called for what is behind it. */
function codeOfCause(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isDeniedByNode(error.cause)) return 'RUNTIME_UNUSABLE';
  const isClosed = errnoOf(error) === 'ERR_FILE_READ' && closedBy.has(errnoOf(error.cause));
  return isClosed ? 'HOME_UNUSABLE' : undefined;
}

/** Node's permission model is on, and the machine would have allowed it. */
function isDeniedByNode(cause: unknown): boolean {
  if (errnoOf(cause) === 'ERR_ACCESS_DENIED') return true;
  return cause instanceof Error && isDeniedByNode(cause.cause);
}
