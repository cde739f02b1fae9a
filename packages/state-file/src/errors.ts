import type { Issue } from '@missionctl/strict-json';
import type { Fault } from './codec/codec.ts';

/** Something is at the path, and it is not the document it should be. It is left as it is. */
export class StateDamagedError extends Error {
  override readonly name = 'StateDamagedError';
  /** What programs match on. */
  readonly code = 'ERR_STATE_DAMAGED';
  /** The absolute path of the file. */
  readonly path: string;
  /** In which of three ways it is damaged. */
  readonly fault: Fault;
  /** Every reason; no message contains a value of the file. */
  readonly issues: readonly Issue[];

  constructor(damage: {
    readonly path: string;
    readonly fault: Fault;
    readonly issues: readonly Issue[];
  }) {
    super(`file is ${damage.fault}: '${damage.path}': ${joinMessages(damage.issues)}`);
    this.path = damage.path;
    this.fault = damage.fault;
    this.issues = damage.issues;
  }
}

/** The value must not be written: the file's `check` or its own codec refuses it. Nothing changed. */
export class StateInvalidError extends Error {
  override readonly name = 'StateInvalidError';
  /** What programs match on. */
  readonly code = 'ERR_STATE_INVALID';
  /** The absolute path of the file. */
  readonly path: string;
  /** Every issue, warnings included. */
  readonly issues: readonly Issue[];

  constructor(path: string, issues: readonly Issue[]) {
    const errors = issues.filter((issue) => issue.severity === 'error');
    super(`value cannot be written: '${path}': ${joinMessages(errors)}`);
    this.path = path;
    this.issues = issues;
  }
}

/**
 * A writer that takes no lock changed the file each time between our reading and our writing.
 * Nothing of ours was written; what that writer wrote is there.
 */
export class StateConflictError extends Error {
  override readonly name = 'StateConflictError';
  /** What programs match on. */
  readonly code = 'ERR_STATE_CONFLICT';
  /** The absolute path of the file. */
  readonly path: string;
  /** How often the write was begun. */
  readonly attempts: number;

  constructor(path: string, attempts: number) {
    super(`file was changed by others ${attempts} times: '${path}'`);
    this.path = path;
    this.attempts = attempts;
  }
}

/** Every message of the issues, in one line. */
export function joinMessages(issues: readonly Issue[]): string {
  return issues.map((issue) => issue.message).join('; ');
}
