/** The engine gave no answer within the time, or cannot be reached: nothing was written. */
export class RosterUnavailableError extends Error {
  /** The name of the class. */
  override readonly name = 'RosterUnavailableError';
  /** The code to match on. */
  readonly code = 'ERR_ROSTER_UNAVAILABLE';
  /** The engine's address, without credentials. */
  readonly engine: string;
  /** What the last try ended with: an errno, a status, or `timeout`. */
  readonly reason: string;

  /**
   * @param engine - the engine's address, without credentials.
   * @param reason - what the last try ended with.
   * @param options - the error behind it.
   */
  constructor(engine: string, reason: string, options?: ErrorOptions) {
    super(`roster not reached: '${engine}' gave no answer (${reason})`, options);
    this.engine = engine;
    this.reason = reason;
  }
}

/** The engine answered, and refused: a missing or wrong credential, or one that may not write. */
export class RosterDeniedError extends Error {
  /** The name of the class. */
  override readonly name = 'RosterDeniedError';
  /** The code to match on. */
  readonly code = 'ERR_ROSTER_DENIED';
  /** The engine's address, without credentials. */
  readonly engine: string;
  /** What was refused. */
  readonly access: 'read' | 'write';

  /**
   * @param engine - the engine's address, without credentials.
   * @param access - what was refused.
   * @param options - the error behind it.
   */
  constructor(engine: string, access: RosterDeniedError['access'], options?: ErrorOptions) {
    super(`roster refused: '${engine}' does not let this client ${access}`, options);
    this.engine = engine;
    this.access = access;
  }
}

/**
 * A write was sent and not answered, and looking again did not clear it up: it may have happened, and
 * may still happen.
 */
export class RosterIndeterminateError extends Error {
  /** The name of the class. */
  override readonly name = 'RosterIndeterminateError';
  /** The code to match on. */
  readonly code = 'ERR_ROSTER_INDETERMINATE';
  /** The engine's address, without credentials. */
  readonly engine: string;
  /** Which write. */
  readonly write: 'publish' | 'withdraw' | 'claim' | 'release';

  /**
   * @param engine - the engine's address, without credentials.
   * @param write - which write.
   * @param options - the error behind it.
   */
  constructor(engine: string, write: RosterIndeterminateError['write'], options?: ErrorOptions) {
    super(
      `outcome unknown: '${engine}' did not answer to ${write}, which may have happened`,
      options,
    );
    this.engine = engine;
    this.write = write;
  }
}

/** What was to be written is larger than the engine keeps. Nothing was written. */
export class RosterTooLargeError extends Error {
  /** The name of the class. */
  override readonly name = 'RosterTooLargeError';
  /** The code to match on. */
  readonly code = 'ERR_ROSTER_TOO_LARGE';
  /** The engine's address, without credentials. */
  readonly engine: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** The largest size, in bytes, that the engine keeps. */
  readonly maxBytes: number;

  /**
   * @param engine - the engine's address, without credentials.
   * @param bytes - its size in bytes.
   * @param maxBytes - the largest size, in bytes, that the engine keeps.
   */
  constructor(engine: string, bytes: number, maxBytes: number) {
    super(`too large for the roster: ${bytes} bytes, and '${engine}' keeps at most ${maxBytes}`);
    this.engine = engine;
    this.bytes = bytes;
    this.maxBytes = maxBytes;
  }
}

/**
 * What the engine holds as a whole is not a roster, or of a later version. Single records that are
 * damaged are listed as such instead.
 */
export class RosterCorruptError extends Error {
  /** The name of the class. */
  override readonly name = 'RosterCorruptError';
  /** The code to match on. */
  readonly code = 'ERR_ROSTER_CORRUPT';
  /** The engine's address, without credentials. */
  readonly engine: string;
  /** What is wrong; no value of a stranger. */
  readonly reason: string;

  /**
   * @param engine - the engine's address, without credentials.
   * @param reason - what is wrong.
   * @param options - the error behind it.
   */
  constructor(engine: string, reason: string, options?: ErrorOptions) {
    super(`roster cannot be used: what '${engine}' holds ${reason}`, options);
    this.engine = engine;
    this.reason = reason;
  }
}

/** The client was closed. Others of the same engine are not. */
export class RosterClosedError extends Error {
  /** The name of the class. */
  override readonly name = 'RosterClosedError';
  /** The code to match on. */
  readonly code = 'ERR_ROSTER_CLOSED';
  /** The engine's address, without credentials. */
  readonly engine: string;

  /** @param engine - the engine's address, without credentials. */
  constructor(engine: string) {
    super(`roster is closed: the client of '${engine}' was closed before`);
    this.engine = engine;
  }
}
