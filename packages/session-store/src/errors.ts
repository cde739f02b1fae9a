import type { Issue, SessionAddress } from '@missionctl/session-model';

/** Why a file that is there is no session document. */
export type SessionFault = 'unreadable' | 'unparseable' | 'wrong-shape';

/** Nothing is at the session's path. */
export class NotJoinedError extends Error {
  override readonly name = 'NotJoinedError';
  readonly code = 'ERR_NOT_JOINED';
  readonly missionId: string;
  readonly alias: string | undefined;
  readonly path: string;

  constructor(address: SessionAddress, path: string) {
    super(`not joined to mission ${subject(address)}: nothing is at '${path}'`);
    this.missionId = address.missionId;
    this.alias = address.alias;
    this.path = path;
  }
}

/** Something is at the session's path, and it is not a session. It is left as it is. */
export class SessionDamagedError extends Error {
  override readonly name = 'SessionDamagedError';
  readonly code = 'ERR_SESSION_DAMAGED';
  readonly missionId: string;
  readonly alias: string | undefined;
  readonly path: string;
  readonly fault: SessionFault;
  readonly issues: readonly Issue[];

  constructor(
    address: SessionAddress,
    damage: {
      readonly path: string;
      readonly fault: SessionFault;
      readonly issues: readonly Issue[];
    },
  ) {
    super(
      `session of ${subject(address)} is ${damage.fault}: '${damage.path}': ${joinMessages(damage.issues)}`,
    );
    this.missionId = address.missionId;
    this.alias = address.alias;
    this.path = damage.path;
    this.fault = damage.fault;
    this.issues = damage.issues;
  }
}

/** The store's check refuses the session as the update would leave it. Nothing was written. */
export class SessionInvalidError extends Error {
  override readonly name = 'SessionInvalidError';
  readonly code = 'ERR_SESSION_INVALID';
  readonly missionId: string;
  readonly alias: string | undefined;
  readonly path: string;
  /** Every issue of the session as it is stored, warnings included, and those of the change. */
  readonly issues: readonly Issue[];
  /** The issues of the session as the change would leave it: why it was refused. */
  readonly refusedBy: readonly Issue[];

  constructor(
    address: SessionAddress,
    path: string,
    {
      issues,
      refusedBy = issues,
    }: {
      readonly issues: readonly Issue[];
      readonly refusedBy?: readonly Issue[] | undefined;
    },
  ) {
    const errors = issues.filter((issue) => issue.severity === 'error');
    super(`session of ${subject(address)} is invalid: '${path}': ${joinMessages(errors)}`);
    this.missionId = address.missionId;
    this.alias = address.alias;
    this.path = path;
    this.issues = issues;
    this.refusedBy = refusedBy;
  }
}

/**
 * A writer that takes no lock changed the session each time between our reading and our writing.
 * Nothing of ours was written; what that writer wrote is there.
 */
export class SessionConflictError extends Error {
  override readonly name = 'SessionConflictError';
  readonly code = 'ERR_SESSION_CONFLICT';
  readonly missionId: string;
  readonly alias: string | undefined;
  readonly path: string;
  /** How often the write was begun. */
  readonly attempts: number;

  constructor(
    address: SessionAddress,
    { path, attempts }: { readonly path: string; readonly attempts: number },
  ) {
    super(`session of ${subject(address)} was changed by others ${attempts} times: '${path}'`);
    this.missionId = address.missionId;
    this.alias = address.alias;
    this.path = path;
    this.attempts = attempts;
  }
}

/** A field that an update may not change, or a value that a field cannot have. */
export class InvalidFieldError extends Error {
  override readonly name = 'InvalidFieldError';
  readonly code = 'ERR_INVALID_FIELD';
  readonly field: string;
  /**
   * The fields that can be changed; for a wrong value, what the field can have, where that is
   * known.
   */
  readonly allowed: readonly string[];

  constructor(field: string, why: string, allowed: readonly string[]) {
    super(
      `field '${field}' ${why}${allowed.length === 0 ? '' : `; allowed: ${allowed.join(', ')}`}`,
    );
    this.field = field;
    this.allowed = allowed;
  }
}

function subject({ missionId, alias }: SessionAddress): string {
  return alias === undefined ? `'${missionId}'` : `'${missionId}' as '${alias}'`;
}

function joinMessages(issues: readonly Issue[]): string {
  return issues.map((issue) => issue.message).join('; ');
}
