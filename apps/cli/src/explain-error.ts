import { errnoOf } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';
import { CliError } from './cli-error.ts';
import type { ErrorCode } from './exit-codes.ts';
import { joinCommand } from './join-command.ts';
import { mendingCommand } from './mending-command.ts';
import { isUnread, mendingDamage } from './mending-damage.ts';
import { shellWord } from './shell-word.ts';
import { unsafeAdvice } from './unsafe-advice.ts';

/** What the packages throw, in the command line's words. Matched on `code`, never on the class. */
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
    hint: () => 'free the disk or mend the permissions, then run it again',
  },
  ERR_NOT_REGULAR_FILE: { code: 'WRITE_FAILED', hint: ({ path }) => `ls -l ${shellWord(path)}` },
  ERR_FILE_READ: { code: 'UNEXPECTED', hint: ({ path }) => `ls -ld ${shellWord(path)}` },
  ERR_UNUSABLE_DIRECTORY: {
    code: 'HOME_UNUSABLE',
    hint: ({ path, kind }) =>
      kind === 'directory'
        ? `chmod 700 ${shellWord(path)}`
        : `ls -ld ${shellWord(path)}; the home (MISSIONCTL_HOME) and missions in it have to be directories`,
  },
  ERR_UNSAFE_FILE: {
    code: 'UNSAFE_FILE',
    hint: unsafeAdvice,
  },
  ERR_LOCK_TIMEOUT: { code: 'LOCK_TIMEOUT', hint: () => 'run it again', retryable: true },
  ERR_LOCK_UNAVAILABLE: {
    code: 'LOCK_UNAVAILABLE',
    hint: ({ path }) => `ls -l ${shellWord(path)}`,
  },
  ERR_INVALID_ID: { code: 'INVALID_ID', hint: ({ kind }) => otherIds[kind ?? ''] },
  ERR_NOT_JOINED: {
    code: 'NOT_JOINED',
    hint: (facts) => joinCommand(facts.missionId, facts.alias),
  },
  ERR_SESSION_DAMAGED: {
    code: 'SESSION_DAMAGED',
    hint: (facts) => mendingDamage(facts.issues ?? [], facts),
  },
  ERR_SESSION_INVALID: {
    code: 'SESSION_INVALID',
    hint: (facts) => mendingCommand(facts.issues ?? [], facts),
  },
  ERR_POINTER_DAMAGED: {
    code: 'POINTER_DAMAGED',
    hint: ({ issues = [] }) =>
      issues.some(isUnread)
        ? 'missionctl doctor (tells what is in the way); --mission works meanwhile'
        : 'missionctl doctor --fix (moves it aside), then missionctl switch <mission>; --mission works meanwhile',
  },
  ERR_SESSION_CONFLICT: { code: 'CONFLICT', hint: () => 'run it again', retryable: true },
  ERR_FILE_TOO_LARGE: { code: 'WRITE_FAILED', hint: ({ path }) => `ls -l ${shellWord(path)}` },
  ERR_PIN_REFUSED: {
    code: 'PIN_REFUSED',
    hint: ({ path, fault }) =>
      fault === 'unsafe'
        ? `look who wrote ${shellWord(path)}, then make it yours and 0644; --mission works meanwhile`
        : `mend ${shellWord(path)} or remove it; --mission works meanwhile`,
  },
  ERR_HUNG_UP: { code: 'HUNG_UP' },
  ERR_INTERRUPTED: { code: 'INTERRUPTED' },
  ERR_TERMINATED: { code: 'TERMINATED' },
};

/** Where an id that can be one is to be had. */
const otherIds: Readonly<Record<string, string>> = {
  'mission-id': 'missionctl list shows the missions that are joined',
  alias: 'choose another, as in --as bot',
  'participant-id': 'leave --participant-id out, to be issued one',
  'run-id': 'leave --run-id out, or copy it again from whoever issued it',
};

/**
 * Any thrown thing as a `CliError`; what nobody expected becomes UNEXPECTED. Those that only some
 * commands can meet are explained beside them.
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

/** Files that cannot be read are damaged; so a read that fails for a permission is a directory's. */
function closedDirectory(error: unknown): Explanation | undefined {
  if (errnoOf(error) !== 'ERR_FILE_READ' || !(error instanceof Error)) return undefined;
  return closedBy.has(errnoOf(error.cause) ?? '') ? unreadDirectory : undefined;
}

const closedBy: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);
const unreadDirectory: Explanation = {
  code: 'HOME_UNUSABLE',
  hint: ({ path }) => `look whose it is, then chmod 700 ${shellWord(path)}`,
};

function unexpected(error: unknown): CliError {
  const message = error instanceof Error ? error.message : String(error);
  const hint = 'run it again with MISSIONCTL_DEBUG=1 for the whole story';
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
