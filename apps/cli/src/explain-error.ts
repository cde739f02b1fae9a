import { errnoOf } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';
import { CliError } from './cli-error.ts';
import type { ErrorCode } from './exit-codes.ts';
import { joinCommand } from './join-command.ts';
import { mendingCommand } from './mending-command.ts';
import { shellWord } from './shell-word.ts';

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
  ERR_UNSAFE_FILE: {
    code: 'UNSAFE_FILE',
    hint: ({ path }) => `look who wrote it, then chmod 600 ${shellWord(path)}`,
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
    hint: (facts) =>
      `${joinCommand(facts.missionId, facts.alias)} --replace (keeps the damaged file beside it)`,
  },
  ERR_SESSION_INVALID: {
    code: 'SESSION_INVALID',
    hint: (facts) => mendingCommand(facts.issues ?? [], facts),
  },
  ERR_POINTER_DAMAGED: {
    code: 'POINTER_DAMAGED',
    hint: ({ path }) =>
      `move ${shellWord(path)} aside, then missionctl switch <mission>; --mission works meanwhile`,
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
  const explanation = explanations[code] ?? more[code];
  if (explanation === undefined || !(error instanceof Error)) return unexpected(error);
  const facts = error as Facts;
  return new CliError(explanation.code, error.message, {
    hint: explanation.hint?.(facts),
    retryable: explanation.retryable ?? false,
    details: detailsOf(facts),
    cause: error,
  });
}

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
