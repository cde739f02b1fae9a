import { errnoOf } from '@missionctl/atomic-fs';
import { CliError } from './cli-error.ts';
import type { ErrorCode } from './exit-codes.ts';

/** What the packages throw, in the command line's words. Matched on `code`, never on the class. */
interface Explanation {
  readonly code: ErrorCode;
  readonly hint?: (facts: Facts) => string;
  readonly retryable?: boolean;
}

/** The fields of the packages' errors that a hint or the details may use. */
interface Facts {
  readonly missionId?: string;
  readonly alias?: string;
  readonly path?: string;
  readonly fault?: string;
  readonly outcome?: string;
  readonly issues?: readonly unknown[];
  readonly holder?: string | number;
  readonly waitedMs?: number;
}

const explanations: Readonly<Record<string, Explanation>> = {
  ERR_ATOMIC_WRITE: {
    code: 'WRITE_FAILED',
    hint: () => 'free the disk or mend the permissions, then run it again',
  },
  ERR_NOT_REGULAR_FILE: { code: 'WRITE_FAILED', hint: ({ path }) => `ls -l ${quoted(path)}` },
  ERR_FILE_READ: { code: 'UNEXPECTED', hint: ({ path }) => `ls -ld ${quoted(path)}` },
  ERR_UNSAFE_FILE: {
    code: 'UNSAFE_FILE',
    hint: ({ path }) => `look who wrote it, then chmod 600 ${quoted(path)}`,
  },
  ERR_LOCK_TIMEOUT: { code: 'LOCK_TIMEOUT', hint: () => 'run it again', retryable: true },
  ERR_LOCK_UNAVAILABLE: { code: 'LOCK_UNAVAILABLE', hint: ({ path }) => `ls -l ${quoted(path)}` },
  ERR_INVALID_ID: { code: 'INVALID_ID' },
  ERR_NOT_JOINED: {
    code: 'NOT_JOINED',
    hint: (facts) => joinCommand(facts.missionId, facts.alias),
  },
  ERR_SESSION_DAMAGED: {
    code: 'SESSION_DAMAGED',
    hint: (facts) =>
      `${joinCommand(facts.missionId, facts.alias)} --replace (keeps the damaged file beside it)`,
  },
  ERR_SESSION_INVALID: { code: 'SESSION_INVALID', hint: () => 'missionctl validate' },
  ERR_POINTER_DAMAGED: {
    code: 'POINTER_DAMAGED',
    hint: ({ path }) =>
      `move ${quoted(path)} aside, then missionctl switch <mission>; --mission works meanwhile`,
  },
  ERR_ISSUER_DAMAGED: {
    code: 'ISSUER_DAMAGED',
    hint: ({ path }) =>
      `restore ${quoted(path)} from a backup, or move it aside to be issued a new identity`,
  },
};

/** Any thrown thing as a `CliError`; what nobody expected becomes UNEXPECTED. */
export function explainError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const explanation = explanations[errnoOf(error) ?? ''];
  if (explanation === undefined || !(error instanceof Error)) return unexpected(error);
  const facts = error as Facts;
  return new CliError(explanation.code, error.message, {
    hint: explanation.hint?.(facts),
    retryable: explanation.retryable ?? false,
    details: detailsOf(facts),
    cause: error,
  });
}

/** The command that joins a mission, as one would type it. */
export function joinCommand(missionId = '<mission>', alias?: string): string {
  const as = alias === undefined ? '' : ` --as ${alias}`;
  return `missionctl join ${missionId}${as} --role <role>`;
}

function unexpected(error: unknown): CliError {
  const message = error instanceof Error ? error.message : String(error);
  const hint = 'run it again with MISSIONCTL_DEBUG=1 for the whole story';
  return new CliError('UNEXPECTED', message, { hint, cause: error });
}

function detailsOf(facts: Facts): Readonly<Record<string, unknown>> {
  const { missionId, alias, path, fault, outcome, issues, holder, waitedMs } = facts;
  const named = {
    mission_id: missionId,
    alias,
    path,
    fault,
    outcome,
    issues,
    holder,
    waited_ms: waitedMs,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function quoted(path = '<file>'): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
