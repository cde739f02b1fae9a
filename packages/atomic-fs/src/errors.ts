import type { FileFacts, FileKind } from './operation/system.ts';

/**
 * Which of the two states a failed write left. `unchanged`: the old state is there.
 * `changed-not-durable`: readers see the new state, and a power failure may take it back.
 */
export type WriteOutcome = 'unchanged' | 'changed-not-durable';

/** The step of a write that failed. */
export type WriteStep =
  | 'inspect'
  | 'create'
  | 'write'
  | 'verify'
  | 'chmod'
  | 'sync'
  | 'close'
  | 'rename'
  | 'link'
  | 'unlink'
  | 'mkdir'
  | 'sync-directory';

/** A step of a write failed, and says which of two states it left. */
export class AtomicWriteError extends Error {
  override readonly name = 'AtomicWriteError';
  readonly code = 'ERR_ATOMIC_WRITE';
  readonly path: string;
  readonly step: WriteStep;
  readonly outcome: WriteOutcome;
  /** The pending file that could not be removed either; undefined when nothing is left behind. */
  readonly orphan: string | undefined;

  constructor(facts: {
    readonly path: string;
    readonly step: WriteStep;
    readonly outcome: WriteOutcome;
    readonly orphan?: string | undefined;
    readonly cause: unknown;
  }) {
    const left = facts.outcome === 'unchanged' ? 'it is unchanged' : 'it has changed, not durably';
    const orphan = facts.orphan === undefined ? '' : `, '${facts.orphan}' is left behind`;
    super(
      `${stepPhrases[facts.step]} failed for '${facts.path}': ${reasonOf(facts.cause)} (${left}${orphan})`,
      { cause: facts.cause },
    );
    this.path = facts.path;
    this.step = facts.step;
    this.outcome = facts.outcome;
    this.orphan = facts.orphan;
  }
}

/** A step of a read failed: the file is there, or may be, and its content cannot be read. */
export class FileReadError extends Error {
  override readonly name = 'FileReadError';
  readonly code = 'ERR_FILE_READ';
  readonly path: string;
  /** Whether only descriptors or memory had run out: nothing is known of the file then. */
  readonly exhausted: boolean;

  constructor(path: string, cause: unknown) {
    super(`reading '${path}' failed: ${reasonOf(cause)}`, { cause });
    this.path = path;
    this.exhausted = exhaustion.has(errnoOf(cause));
  }
}

const exhaustion: ReadonlySet<string | undefined> = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);

/** The path is a link, directory, FIFO, socket or device, or a file with several names. */
export class NotRegularFileError extends Error {
  override readonly name = 'NotRegularFileError';
  readonly code = 'ERR_NOT_REGULAR_FILE';
  readonly path: string;
  readonly kind: Exclude<FileKind, 'file'> | 'hard-linked file';

  constructor(path: string, kind: NotRegularFileError['kind']) {
    super(`not a regular file of one name: '${path}' is a ${kind}`);
    this.path = path;
    this.kind = kind;
  }
}

/** The file is larger than the caller allows. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
  readonly code = 'ERR_FILE_TOO_LARGE';
  readonly path: string;
  readonly bytes: number;
  readonly maxBytes: number;

  constructor(path: string, bytes: number, maxBytes: number) {
    super(`file too large: '${path}' has ${bytes} bytes, at most ${maxBytes} are read`);
    this.path = path;
    this.bytes = bytes;
    this.maxBytes = maxBytes;
  }
}

/**
 * A private file belongs to someone else, everyone can write it, or it is a link where none may be.
 */
export class UnsafeFileError extends Error {
  override readonly name = 'UnsafeFileError';
  readonly code = 'ERR_UNSAFE_FILE';
  readonly path: string;
  readonly kind: FileKind;
  readonly mode: number;
  readonly uid: number;
  /** What is wrong with it: whose it is, who may write it, or that it is a link. */
  readonly reason: 'owner' | 'mode' | 'link';

  constructor(
    path: string,
    facts: Pick<FileFacts, 'kind' | 'mode' | 'uid'>,
    { reason, why }: { readonly reason: UnsafeFileError['reason']; readonly why: string },
  ) {
    super(`unsafe file: '${path}' ${why} (mode 0${facts.mode.toString(8)}, user ${facts.uid})`);
    this.path = path;
    this.kind = facts.kind;
    this.mode = facts.mode;
    this.uid = facts.uid;
    this.reason = reason;
  }
}

/** The path is not a directory, or its owner may not enter it. */
export class UnusableDirectoryError extends Error {
  override readonly name = 'UnusableDirectoryError';
  readonly code = 'ERR_UNUSABLE_DIRECTORY';
  readonly path: string;
  /** Undefined when a link leads to something that is no directory. */
  readonly kind: FileKind | undefined;

  constructor(path: string, facts?: Pick<FileFacts, 'kind' | 'mode'>) {
    super(
      facts?.kind === 'directory'
        ? `directory cannot be looked into: '${path}' is closed to its owner (mode 0${facts.mode.toString(8).padStart(3, '0')})`
        : `not a directory: '${path}' is a ${facts?.kind ?? 'link to something else'}`,
    );
    this.path = path;
    this.kind = facts?.kind;
  }
}

/** The lock was still held at the deadline; thrown at once when this thread holds it. */
export class LockTimeoutError extends Error {
  override readonly name = 'LockTimeoutError';
  readonly code = 'ERR_LOCK_TIMEOUT';
  readonly path: string;
  readonly waitedMs: number;
  /** `self`, or the holder's process id where the kernel reports it. */
  readonly holder: 'self' | number | undefined;

  constructor(path: string, waitedMs: number, holder: 'self' | number | undefined) {
    const by =
      holder === undefined
        ? 'another process'
        : holder === 'self'
          ? 'this thread itself'
          : `process ${holder}`;
    super(`lock still held after ${waitedMs} ms: '${path}' is held by ${by}`);
    this.path = path;
    this.waitedMs = waitedMs;
    this.holder = holder;
  }
}

/** No real lock can be taken at this path. No work was done without a real lock. */
export class LockUnavailableError extends Error {
  override readonly name = 'LockUnavailableError';
  readonly code = 'ERR_LOCK_UNAVAILABLE';
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(
      `no lock can be had at '${path}': ${reason}`,
      cause === undefined ? undefined : { cause },
    );
    this.path = path;
    this.reason = reason;
  }
}

const stepPhrases: Readonly<Record<WriteStep, string>> = {
  inspect: 'looking at the target',
  create: 'creating the pending file',
  write: 'writing',
  verify: 'checking what was written',
  chmod: 'setting the mode',
  sync: 'syncing the file',
  close: 'closing the pending file',
  rename: 'renaming over the target',
  link: 'publishing by link',
  unlink: 'unlinking',
  mkdir: 'creating the directory',
  'sync-directory': 'syncing the directory',
};

/** The errno where there is one, since Node's messages repeat the path of the pending file. */
export function reasonOf(cause: unknown): string {
  const code = errnoOf(cause);
  if (code !== undefined) return code;
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * Returns the `code` of an error: an errno (`ENOENT`) of the kernel's, `ERR_…` of this family's.
 *
 * @param error - what was thrown, of any type
 * @returns the code; undefined for a value that has none
 * @example
 * if (errnoOf(error) === 'ERR_LOCK_TIMEOUT') return 'busy';
 */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
