import type { Timestamp, TimestampDialect, TimeZone } from '@missionctl/session-model';

/** What a session is checked against. */
export interface CheckOptions {
  /** The time of the check; times after it are suspicious. */
  readonly now: Timestamp;
  /** The mission whose directory the session was found in; without it any mission will do. */
  readonly expectedMissionId?: string | undefined;
  /** `'any'` takes every role that is not empty; the default is the four of `roles`. */
  readonly roles?: 'any' | undefined;
  /**
   * How the file writes its times (`SessionDocument.dialect`). Unless it is `utc`, the default, times that
   * a change of the local clock may have reversed are a warning instead of an error.
   */
  readonly dialect?: TimestampDialect | 'mixed' | undefined;
  /** Whose local time the file has; default: the engine's, of this process. */
  readonly zone?: TimeZone | undefined;
}

const dialects: ReadonlySet<unknown> = new Set(['utc', 'naive-local', 'mixed']);

/** Checks the options before any rule sees them. @throws TypeError */
export function requireOptions(options: CheckOptions): void {
  if (typeof options !== 'object' || options === null) refuse('options', 'an object');
  const { now, expectedMissionId: missionId, roles, dialect, zone } = options;
  requireText('now', now);
  if (missionId !== undefined) requireText('expectedMissionId', missionId);
  if (roles !== undefined && roles !== 'any') refuse('roles', "'any' or undefined");
  if (dialect !== undefined && !dialects.has(dialect)) {
    refuse('dialect', "'utc', 'naive-local' or 'mixed'");
  }
  if (zone !== undefined && typeof zone?.offsetAt !== 'function') {
    refuse('zone', 'an object with offsetAt');
  }
}

/** Checks that it is a session, whatever it says. @throws TypeError */
export function requireState(state: unknown): void {
  if (typeof state !== 'object' || state === null) refuse('state', 'a session');
}

/** Checks that it is a text, whatever is in it. @throws TypeError */
export function requireText(name: string, value: unknown): void {
  if (typeof value !== 'string') refuse(name, 'a string');
}

function refuse(name: string, what: string): never {
  throw new TypeError(`${name} must be ${what}`);
}
