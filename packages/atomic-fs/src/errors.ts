import { basename } from 'node:path';
import { errnoOf, failedErrno, reasonOf } from './errno.ts';
import type { FileFacts, FileKind } from './operation/system.ts';

export { errnoOf, reasonOf };

/**
 * Which of two states a failed write left. `unchanged`: the old state is there.
 * `changed-not-durable`: readers see the new state, and a power failure may undo it.
 */
export type WriteOutcome = 'unchanged' | 'changed-not-durable';

/** The step of a write that failed. */
export type WriteStep =
  | 'inspect'
  | 'create'
  | 'write'
  | 'verify'
  | 'chown'
  | 'chmod'
  | 'sync'
  | 'close'
  | 'rename'
  | 'link'
  | 'unlink'
  | 'mkdir'
  | 'open-directory'
  | 'sync-directory';

/**
 * A step of a write failed. `outcome` says which of two states it left; there is no third. Match on
 * `code`, not on the class: two copies of this package may be loaded.
 */
export class AtomicWriteError extends Error {
  /** The name of the class. */
  override readonly name = 'AtomicWriteError';
  /** The code to match on. */
  readonly code = 'ERR_ATOMIC_WRITE';
  /** The path that was to be written. */
  readonly path: string;
  /** The step that failed. */
  readonly step: WriteStep;
  /** Which of two states is there. */
  readonly outcome: WriteOutcome;
  /** What could not be removed either; undefined when nothing is left behind. */
  readonly orphan: string | undefined;
  /** The errno of the system call that failed, such as `ENOSPC`; undefined where none did. */
  readonly errno: string | undefined;

  /** @param facts - the fields, and the error that made the step fail. */
  constructor(facts: {
    readonly path: string;
    readonly step: WriteStep;
    readonly outcome: WriteOutcome;
    readonly orphan?: string | undefined;
    readonly cause: unknown;
  }) {
    const left =
      facts.outcome === 'unchanged' ? 'it is unchanged' : 'it is changed, but not durable';
    const orphan = facts.orphan === undefined ? '' : `, '${facts.orphan}' is left behind`;
    super(
      `${stepPhrases[facts.step]} failed for '${facts.path}': ${reasonOf(facts.cause, 'write')} (${left}${orphan})`,
      { cause: facts.cause },
    );
    this.path = facts.path;
    this.step = facts.step;
    this.outcome = facts.outcome;
    this.orphan = facts.orphan;
    this.errno = failedErrno(facts.cause);
  }
}

/** A step of a read failed: the file is there, or may be, and its content cannot be read. */
export class FileReadError extends Error {
  /** The name of the class. */
  override readonly name = 'FileReadError';
  /** The code to match on. */
  readonly code = 'ERR_FILE_READ';
  /** The file or directory that was to be read. */
  readonly path: string;
  /** The errno of the system call that failed, such as `EACCES`; undefined where none did. */
  readonly errno: string | undefined;
  /**
   * Whether this process or the machine had run out of descriptors or memory: that says nothing
   * about the file.
   */
  readonly exhausted: boolean;

  /**
   * @param path - the file or directory that was to be read.
   * @param cause - the error of the call that failed.
   */
  constructor(path: string, cause: unknown) {
    super(`reading '${path}' failed: ${reasonOf(cause)}`, { cause });
    this.path = path;
    this.errno = failedErrno(cause);
    this.exhausted = exhaustion.has(this.errno);
  }
}

const exhaustion: ReadonlySet<string | undefined> = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);

/** The path is a link, directory, FIFO, socket or device, or a file with several names. */
export class NotRegularFileError extends Error {
  /** The name of the class. */
  override readonly name = 'NotRegularFileError';
  /** The code to match on. */
  readonly code = 'ERR_NOT_REGULAR_FILE';
  /** The path that was to be read or written. */
  readonly path: string;
  /** What is there. */
  readonly kind: Exclude<FileKind, 'file'> | 'hard-linked file';

  /**
   * @param path - the path that was to be read or written.
   * @param kind - what is there.
   */
  constructor(path: string, kind: NotRegularFileError['kind']) {
    super(`not a regular file of one name: '${path}' is a ${kind}`);
    this.path = path;
    this.kind = kind;
  }
}

/** The file is larger than `maxBytes` of the caller. */
export class FileTooLargeError extends Error {
  /** The name of the class. */
  override readonly name = 'FileTooLargeError';
  /** The code to match on. */
  readonly code = 'ERR_FILE_TOO_LARGE';
  /** The file. */
  readonly path: string;
  /** Its size in bytes, as far as it is known. */
  readonly bytes: number;
  /** The largest size, in bytes, that the caller allows. */
  readonly maxBytes: number;

  /**
   * @param path - the file.
   * @param bytes - its size in bytes, as far as it is known.
   * @param maxBytes - the largest size, in bytes, that the caller allows.
   */
  constructor(path: string, bytes: number, maxBytes: number) {
    super(`file too large: '${path}' has ${bytes} bytes, at most ${maxBytes} are allowed`);
    this.path = path;
    this.bytes = bytes;
    this.maxBytes = maxBytes;
  }
}

/** A file that was to be read as text has bytes that are not UTF-8. */
export class NotUtf8Error extends Error {
  /** The name of the class. */
  override readonly name = 'NotUtf8Error';
  /** The code to match on. */
  readonly code = 'ERR_NOT_UTF8';
  /** The file. */
  readonly path: string;
  /** Where the first character begins that is none, in bytes from 0 on. */
  readonly offset: number;

  /**
   * @param path - the file.
   * @param offset - where the first character begins that is none, in bytes from 0 on.
   */
  constructor(path: string, offset: number) {
    super(`not UTF-8: '${path}' has no character at byte ${offset}`);
    this.path = path;
    this.offset = offset;
  }
}

/**
 * A writer that takes no lock changed the file during each attempt to update it. The file is what
 * that writer made of it.
 */
export class FileConflictError extends Error {
  /** The name of the class. */
  override readonly name = 'FileConflictError';
  /** The code to match on. */
  readonly code = 'ERR_FILE_CONFLICT';
  /** The file. */
  readonly path: string;
  /** How often it was tried. */
  readonly attempts: number;

  /**
   * @param path - the file.
   * @param attempts - how often it was tried.
   */
  constructor(path: string, attempts: number) {
    const times = attempts === 1 ? 'once' : `${attempts} times`;
    super(`file changed by others: '${path}' was written without its lock meanwhile, ${times}`);
    this.path = path;
    this.attempts = attempts;
  }
}

/**
 * A private file or a directory belongs to someone else, everyone can write it, or it is a link where
 * none may be.
 */
export class UnsafeFileError extends Error {
  /** The name of the class. */
  override readonly name = 'UnsafeFileError';
  /** The code to match on. */
  readonly code = 'ERR_UNSAFE_FILE';
  /** The file or directory. */
  readonly path: string;
  /** What it is. */
  readonly kind: FileKind;
  /** Its permission bits. */
  readonly mode: number;
  /** The id of the user who owns it. */
  readonly uid: number;
  /** What is wrong: its owner, its mode, or that it is a link. */
  readonly reason: 'owner' | 'mode' | 'link';
  /** The id of the user that this process runs as, where the owner is what is wrong. */
  readonly actingUid: number | undefined;

  /**
   * @param path - the file or directory.
   * @param facts - what it is, its mode and its owner.
   * @param details - the reason, its words for the message (`why`, a verb and what follows), and the
   *   user that this process runs as.
   */
  constructor(
    path: string,
    facts: Pick<FileFacts, 'kind' | 'mode' | 'uid'>,
    details: {
      readonly reason: UnsafeFileError['reason'];
      readonly why: string;
      readonly actingUid?: number | undefined;
    },
  ) {
    const { reason, why, actingUid } = details;
    super(`unsafe file: '${path}' ${why} (mode 0${facts.mode.toString(8)}, user ${facts.uid})`);
    this.path = path;
    this.kind = facts.kind;
    this.mode = facts.mode;
    this.uid = facts.uid;
    this.reason = reason;
    this.actingUid = actingUid;
  }
}

/** The path is not a directory, or its owner may not enter it. */
export class UnusableDirectoryError extends Error {
  /** The name of the class. */
  override readonly name = 'UnusableDirectoryError';
  /** The code to match on. */
  readonly code = 'ERR_UNUSABLE_DIRECTORY';
  /** The path that should be a directory. */
  readonly path: string;
  /** What is there; undefined when that could not be reached, as behind a link to nothing. */
  readonly kind: FileKind | undefined;
  /** The errno with which it could not be reached; undefined when what is there is known. */
  readonly errno: string | undefined;

  /**
   * @param path - the path that should be a directory.
   * @param facts - what is there; or the errno with which it could not be reached, and whether
   *   there is a link.
   */
  constructor(path: string, facts: Pick<FileFacts, 'kind' | 'mode'> | Unreachable) {
    super('kind' in facts ? unusableMessage(path, facts) : unreachableMessage(path, facts));
    this.path = path;
    this.kind = 'kind' in facts ? facts.kind : undefined;
    this.errno = 'errno' in facts ? facts.errno : undefined;
  }
}

function unusableMessage(path: string, { kind, mode }: Pick<FileFacts, 'kind' | 'mode'>): string {
  if (kind !== 'directory') return `not a directory: '${path}' is a ${kind}`;
  const bits = mode.toString(8).padStart(3, '0');
  return `directory cannot be entered: '${path}' is closed to its owner (mode 0${bits})`;
}

/** Why it is not known what is at a path. */
interface Unreachable {
  readonly errno: string;
  readonly isLink: boolean;
}

function unreachableMessage(path: string, { errno, isLink }: Unreachable): string {
  if (errno === 'EACCES') return `directory cannot be reached: '${path}' is behind a closed one`;
  if (!isLink) return `directory cannot be reached: '${path}' is behind what is none (${errno})`;
  const leads = { ENOENT: 'to nothing', ELOOP: 'that leads back to itself' }[errno];
  return `not a directory: '${path}' is a link ${leads ?? 'to something else'}`;
}

/** The lock was still held at the deadline; thrown at once when this thread holds it. */
export class LockTimeoutError extends Error {
  /** The name of the class. */
  override readonly name = 'LockTimeoutError';
  /** The code to match on. */
  readonly code = 'ERR_LOCK_TIMEOUT';
  /** The lock file. */
  readonly path: string;
  /** How long it was waited for, in milliseconds; 0 when this thread holds it. */
  readonly waitedMs: number;
  /** `self`, or the holder's process id where the kernel reports it. */
  readonly holder: 'self' | number | undefined;

  /**
   * @param path - the lock file.
   * @param waitedMs - how long it was waited for, in milliseconds.
   * @param holder - `'self'`, a process id, or undefined.
   */
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

/**
 * Why no lock can be had. Of the lock file: it is something else than a file (`kind`), another
 * user's, has content, has a second name, or cannot be written or opened. Of what is around it: a
 * name beside it is taken (`takenPath`), it cannot be created, another file gets its name again and
 * again, the file system has no locks, the runtime has no `node:sqlite`. `failed`: anything else.
 */
export type LockUnavailableReason =
  | 'not-a-file'
  | 'not-ours'
  | 'not-empty'
  | 'several-names'
  | 'not-writable'
  | 'cannot-open'
  | 'name-taken'
  | 'cannot-create'
  | 'unstable'
  | 'no-locks'
  | 'no-sqlite'
  | 'failed';

/** No real lock can be taken at this path. No work was done without a real lock. */
export class LockUnavailableError extends Error {
  /** The name of the class. */
  override readonly name = 'LockUnavailableError';
  /** The code to match on. */
  readonly code = 'ERR_LOCK_UNAVAILABLE';
  /** The lock file. */
  readonly path: string;
  /** Why. */
  readonly reason: LockUnavailableReason;
  /** What is at the path instead of a file, when that is why; undefined otherwise. */
  readonly kind: FileKind | undefined;
  /** The path beside the lock file that something has, when that is why; undefined otherwise. */
  readonly takenPath: string | undefined;
  /** The errno of the system call that failed, when that is why; undefined otherwise. */
  readonly errno: string | undefined;

  /**
   * @param path - the lock file.
   * @param reason - why.
   * @param facts - what is at the path; the path beside it that is taken; an errno or a message;
   *   and the error that led to it.
   */
  constructor(
    path: string,
    reason: LockUnavailableReason,
    facts: {
      readonly kind?: FileKind | undefined;
      readonly takenPath?: string | undefined;
      readonly detail?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    const { kind, takenPath, detail, cause } = facts;
    const more = reason === 'not-a-file' ? kind : detail;
    const phrase =
      takenPath === undefined
        ? lockPhrases[reason]
        : `the name '${basename(takenPath)}' ${lockPhrases[reason]}`;
    const why = more === undefined ? phrase : `${phrase} (${more})`;
    super(`no lock can be had at '${path}': ${why}`, cause === undefined ? undefined : { cause });
    this.path = path;
    this.reason = reason;
    this.kind = reason === 'not-a-file' ? kind : undefined;
    this.takenPath = takenPath;
    this.errno = failedErrno(cause);
  }
}

/**
 * The lock file was deleted or replaced while its lock was held, so that another process could hold
 * a lock of the same path at the same time. What was done under it is done.
 */
export class LockLostError extends Error {
  /** The name of the class. */
  override readonly name = 'LockLostError';
  /** The code to match on. */
  readonly code = 'ERR_LOCK_LOST';
  /** The lock file. */
  readonly path: string;

  /** @param path - the lock file. */
  constructor(path: string) {
    super(
      `lock lost while it was held: '${path}' was deleted or replaced, so another process may have held it as well`,
    );
    this.path = path;
  }
}

const lockPhrases: Readonly<Record<LockUnavailableReason, string>> = {
  'not-a-file': 'it is not a regular file',
  'not-ours': 'it belongs to another user',
  'not-empty': 'it is not empty',
  'several-names': 'it has a second name',
  'not-writable': 'it cannot be written',
  'cannot-open': 'it cannot be opened',
  'name-taken': 'beside it is taken, and SQLite would use it',
  'cannot-create': 'it cannot be created',
  unstable: 'it is replaced by another file again and again',
  'no-locks': 'the file system has no locks; choose a directory on a local disk',
  'no-sqlite': 'this runtime has no node:sqlite; it is in Node 22.16 and newer, and in Deno 2.2',
  failed: 'SQLite cannot lock it',
};

const stepPhrases: Readonly<Record<WriteStep, string>> = {
  inspect: 'inspecting the target',
  create: 'creating the pending file',
  write: 'writing',
  verify: 'checking the written file',
  chown: "giving it the old user and group (owner: 'keep')",
  chmod: 'setting the mode',
  sync: 'syncing the file',
  close: 'closing the pending file',
  rename: 'renaming over the target',
  link: 'publishing by link',
  unlink: 'unlinking',
  mkdir: 'creating the directory',
  'open-directory': 'opening the directory, to sync it after the change,',
  'sync-directory': 'syncing the directory',
};
