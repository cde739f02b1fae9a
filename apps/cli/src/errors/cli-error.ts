import type { ErrorCode } from '@missionctl/actions';
import type { Warning } from '../output/warning.ts';
import type { Typo } from './corrected-line.ts';

/** A failure as the command line reports it: what, why and where, and what to run next. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: ErrorCode;
  /** Why, and where: the field, the path. */
  readonly why: string | undefined;
  readonly hint: string | undefined;
  /** The word of the command line that was mistyped: the hint is that line with it corrected. */
  readonly typo: Typo | undefined;
  /** Whether the same command may succeed a moment later. */
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  /** Lines for people besides: what others wrote is in `details` for programs, apart from our words. */
  readonly aside: readonly string[];
  /** What to know besides the failure. */
  readonly warnings: readonly Warning[];
  /** Lines for stdout although the command failed. */
  readonly report: readonly string[];

  constructor(
    code: ErrorCode,
    message: string,
    facts: {
      readonly why?: string | undefined;
      readonly hint?: string | undefined;
      readonly typo?: Typo | undefined;
      readonly retryable?: boolean;
      readonly details?: Readonly<Record<string, unknown>>;
      readonly aside?: readonly string[];
      readonly warnings?: readonly Warning[];
      readonly report?: readonly string[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.why = facts.why;
    this.hint = facts.hint;
    this.typo = facts.typo;
    this.retryable = facts.retryable ?? false;
    this.details = facts.details ?? {};
    this.aside = facts.aside ?? [];
    this.warnings = facts.warnings ?? [];
    this.report = facts.report ?? [];
  }
}
