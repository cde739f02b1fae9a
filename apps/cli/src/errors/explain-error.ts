import { errnoOf } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';
import { CliError } from './cli-error.ts';
import { damageHint, isUnread } from './damage-hint.ts';
import type { ErrorCode } from './exit-codes.ts';
import { joinHint } from './join-hint.ts';
import { quoteForShell } from './quote-for-shell.ts';
import { repairHint } from './repair-hint.ts';
import { unsafeHint } from './unsafe-hint.ts';

/** How the command line reports an error of a package; matched on `code`, never on the class. */
export interface Explanation {
  readonly code: ErrorCode;
  readonly hint?: (facts: Facts) => string | undefined;
  readonly retryable?: boolean;
}

/** The fields of the packages' errors that a hint or the details may use. */
interface Facts {
  readonly kind?: string;
  readonly missionId?: string;
  readonly alias?: string;
  readonly path?: string;
  readonly fault?: string;
  readonly outcome?: string;
  readonly issues?: readonly Issue[];
  readonly holder?: string | number;
  readonly waitedMs?: number;
  readonly validRoles?: readonly string[];
  readonly host?: string;
  readonly attempts?: number;
  readonly reason?: string;
}

const explanations: Readonly<Record<string, Explanation>> = {
  ERR_ATOMIC_WRITE: {
    code: 'WRITE_FAILED',
    hint: () => 'free some disk space or repair the permissions, then run it again',
  },
  ERR_NOT_REGULAR_FILE: {
    code: 'WRITE_FAILED',
    hint: ({ path }) => `ls -l ${quoteForShell(path)}`,
  },
  ERR_FILE_READ: { code: 'UNEXPECTED', hint: ({ path }) => `ls -ld ${quoteForShell(path)}` },
  ERR_UNUSABLE_DIRECTORY: {
    code: 'HOME_UNUSABLE',
    hint: ({ path, kind }) =>
      kind === 'directory'
        ? `chmod 700 ${quoteForShell(path)}`
        : `ls -ld ${quoteForShell(path)}; the home (MISSIONCTL_HOME) and the missions in it must be directories`,
  },
  ERR_UNSAFE_FILE: {
    code: 'UNSAFE_FILE',
    hint: unsafeHint,
  },
  ERR_LOCK_TIMEOUT: { code: 'LOCK_TIMEOUT', hint: () => 'run it again', retryable: true },
  ERR_LOCK_UNAVAILABLE: {
    code: 'LOCK_UNAVAILABLE',
    hint: ({ path }) => `ls -l ${quoteForShell(path)}`,
  },
  ERR_INVALID_ID: { code: 'INVALID_ID', hint: ({ kind }) => otherIds[kind ?? ''] },
  ERR_NOT_JOINED: {
    code: 'NOT_JOINED',
    hint: (facts) => joinHint(facts.missionId, facts.alias),
  },
  ERR_SESSION_DAMAGED: {
    code: 'SESSION_DAMAGED',
    hint: (facts) => damageHint(facts.issues ?? [], facts),
  },
  ERR_SESSION_INVALID: {
    code: 'SESSION_INVALID',
    hint: (facts) => repairHint(facts.issues ?? [], facts),
  },
  ERR_POINTER_DAMAGED: {
    code: 'POINTER_DAMAGED',
    hint: ({ issues = [] }) =>
      issues.some(isUnread)
        ? 'missionctl doctor (shows what is in the way); --mission works meanwhile'
        : 'missionctl doctor --fix (moves it aside), then missionctl switch <mission>; --mission works meanwhile',
  },
  ERR_SESSION_CONFLICT: { code: 'CONFLICT', hint: () => 'run it again', retryable: true },
  ERR_FILE_TOO_LARGE: { code: 'WRITE_FAILED', hint: ({ path }) => `ls -l ${quoteForShell(path)}` },
  ERR_PIN_REFUSED: {
    code: 'PIN_REFUSED',
    hint: ({ path, fault }) =>
      fault === 'unsafe'
        ? `check who wrote ${quoteForShell(path)}, then make it yours and 0644; --mission works meanwhile`
        : `correct ${quoteForShell(path)} or remove it; --mission works meanwhile`,
  },
  ERR_HUNG_UP: { code: 'HUNG_UP' },
  ERR_INTERRUPTED: { code: 'INTERRUPTED' },
  ERR_TERMINATED: { code: 'TERMINATED' },
};

/** Where to get a valid id. */
const otherIds: Readonly<Record<string, string>> = {
  'mission-id': 'missionctl list shows the joined missions',
  alias: 'choose another alias, as in --as bot',
  'participant-id': 'omit --participant-id, and one is issued',
  'run-id': 'omit --run-id, or copy it again from its issuer',
};

/**
 * Turns anything that was thrown into a `CliError`; an unknown error becomes `UNEXPECTED`.
 *
 * @param more How to report errors that only the calling command can meet.
 */
export function explainError(
  error: unknown,
  more: Readonly<Record<string, Explanation>> = {},
): CliError {
  if (error instanceof CliError) return error;
  const code = errnoOf(error) ?? '';
  const explanation = closedDirectory(error) ?? explanations[code] ?? more[code];
  if (explanation === undefined || !(error instanceof Error)) return unexpected(error);
  const facts = error as Facts;
  return new CliError(explanation.code, error.message, {
    hint: explanation.hint?.(facts),
    retryable: explanation.retryable ?? false,
    details: detailsOf(facts),
    cause: error,
  });
}

/** A file that cannot be read is reported as damaged, so a read without permission is one of a directory. */
function closedDirectory(error: unknown): Explanation | undefined {
  if (errnoOf(error) !== 'ERR_FILE_READ' || !(error instanceof Error)) return undefined;
  return closedBy.has(errnoOf(error.cause) ?? '') ? unreadDirectory : undefined;
}

const closedBy: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);
const unreadDirectory: Explanation = {
  code: 'HOME_UNUSABLE',
  hint: ({ path }) => `check whose it is, then run: chmod 700 ${quoteForShell(path)}`,
};

function unexpected(error: unknown): CliError {
  const message = error instanceof Error ? error.message : String(error);
  const hint = 'run it again with MISSIONCTL_DEBUG=1 to see the stack';
  return new CliError('UNEXPECTED', message, { hint, cause: error });
}

function detailsOf(facts: Facts): Readonly<Record<string, unknown>> {
  const { missionId, alias, path, fault, outcome, issues, holder, waitedMs } = facts;
  const { validRoles, host, attempts, reason } = facts;
  const named = {
    mission_id: missionId,
    alias,
    path,
    fault,
    outcome,
    issues,
    holder,
    waited_ms: waitedMs,
    valid_roles: validRoles,
    host,
    attempts,
    reason,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
