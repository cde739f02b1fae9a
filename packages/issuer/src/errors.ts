import type { Issue } from '@missionctl/session-model';

/** The ledger of the local issuer is there, and is damaged. It is left as it is. */
export class IssuerDamagedError extends Error {
  override readonly name = 'IssuerDamagedError';
  readonly code = 'ERR_ISSUER_DAMAGED';
  readonly path: string;
  readonly fault: 'unreadable' | 'unparseable' | 'wrong-shape';
  readonly issues: readonly Issue[];

  constructor(damage: {
    readonly path: string;
    readonly fault: IssuerDamagedError['fault'];
    readonly issues: readonly Issue[];
  }) {
    const { path, fault, issues } = damage;
    super(
      `issuer's ledger is ${fault}: '${path}': ${issues.map((each) => each.message).join('; ')}`,
      { cause: damage },
    );
    this.path = path;
    this.fault = fault;
    this.issues = issues;
  }
}

/** The authority gave no answer, or none that is final, within the time: nothing was written. */
export class IssuerOfflineError extends Error {
  override readonly name = 'IssuerOfflineError';
  readonly code = 'ERR_ISSUER_OFFLINE';
  /** The authority's host; no path, no credentials. */
  readonly host: string;
  /** How often it was asked. */
  readonly attempts: number;
  /** What the last try ended with: an errno, a status, or `timeout`; `proxy: ` before a proxy's. */
  readonly reason: string;
  /** Whether the last try got an answer: `reason` is a status then. */
  readonly reached: boolean;
  /** How long the last answer asked to wait, in milliseconds, if that did not fit in the time. */
  readonly retryAfterMs: number | undefined;

  constructor(facts: {
    readonly host: string;
    readonly attempts: number;
    readonly reason: string;
    readonly reached: boolean;
    readonly retryAfterMs?: number | undefined;
  }) {
    const { host, attempts, reason, reached, retryAfterMs } = facts;
    const tries = attempts === 1 ? 'once' : `${attempts} times`;
    const outcome = reached ? `answered with ${reason}` : `gave no answer (${reason})`;
    const wish =
      retryAfterMs === undefined
        ? ''
        : `; it asks to wait ${Math.ceil(retryAfterMs / 1000)} s, which the time limit does not allow`;
    super(`joining failed: '${host}' ${outcome}, asked ${tries}${wish}`);
    this.host = host;
    this.attempts = attempts;
    this.reason = reason;
    this.reached = reached;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The authority answered, and said no. */
export class IssuerRefusedError extends Error {
  override readonly name = 'IssuerRefusedError';
  readonly code:
    | 'ERR_ISSUER_AUTH'
    | 'ERR_ISSUER_FORBIDDEN'
    | 'ERR_ISSUER_MISSION_NOT_FOUND'
    | 'ERR_ISSUER_INVALID_ROLE';
  readonly host: string;
  /** The HTTP status. */
  readonly status: number;
  /** The roles that the authority knows, where the role was refused. */
  readonly validRoles: readonly string[];

  constructor(
    code: IssuerRefusedError['code'],
    facts: {
      readonly host: string;
      readonly status: number;
      readonly validRoles?: readonly string[] | undefined;
    },
  ) {
    super(`joining refused: '${facts.host}' ${refusals[code]} (status ${facts.status})`);
    this.code = code;
    this.host = facts.host;
    this.status = facts.status;
    this.validRoles = facts.validRoles ?? [];
  }
}

/** The authority's answer is not one, or came in a way that cannot be trusted. */
export class IssuerProtocolError extends Error {
  override readonly name = 'IssuerProtocolError';
  readonly code = 'ERR_ISSUER_PROTOCOL';
  readonly host: string;
  readonly reason: string;

  constructor(host: string, reason: string) {
    super(`joining failed: the answer of '${host}' cannot be used: ${reason}`);
    this.host = host;
    this.reason = reason;
  }
}

/** The settings of a request cannot be used; nobody was asked. Shows no URL and no key. */
export class IssuerSettingsError extends Error {
  override readonly name = 'IssuerSettingsError';
  readonly code = 'ERR_ISSUER_SETTINGS';
  readonly setting: 'url' | 'key' | 'proxy' | 'ca';

  constructor(setting: IssuerSettingsError['setting'], why: string) {
    super(`issuer's ${setting} cannot be used: ${why}`);
    this.setting = setting;
  }
}

const refusals: Readonly<Record<IssuerRefusedError['code'], string>> = {
  ERR_ISSUER_AUTH: 'does not accept the key',
  ERR_ISSUER_FORBIDDEN: 'does not let you into this mission',
  ERR_ISSUER_MISSION_NOT_FOUND: 'knows no such mission',
  ERR_ISSUER_INVALID_ROLE: 'knows no such role',
};
