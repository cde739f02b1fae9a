/**
 * What the kernel says of one file. Read by `lstat` (the name) or `fstat` (the open descriptor).
 */
export interface FileFacts {
  /** What it is. `lstat` gives `symlink` for a link, whatever the link leads to. */
  readonly kind: FileKind;
  /** The permission bits, `0o7777` and below. */
  readonly mode: number;
  /** In bytes. */
  readonly size: number;
  /** How many names the file has. */
  readonly links: number;
  /** The user whose it is; 0 on Windows. */
  readonly uid: number;
  /** The group whose it is; 0 on Windows. */
  readonly gid: number;
  /** Its number on its device: two names with the same two numbers are one file. */
  readonly inode: number;
  /** The number of the device that it is on. */
  readonly device: number;
  /** When its content was last changed, in milliseconds since the epoch, with a fraction. */
  readonly modifiedMs: number;
}

/** The kinds of files. */
export type FileKind = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'device';

/**
 * Why a file is opened. Only `directory` follows a link in the last component; `read` and `append`
 * never wait for a FIFO; `create` fails when the name exists, and `append` when it does not. Each
 * write to a file that is open to `append` goes to its end, wherever that is by then.
 */
export type OpenIntent = 'read' | 'create' | 'directory' | 'append';

/** The facts about this machine and process on which operations branch. */
export interface Host {
  /** Windows cannot sync a directory, and renames fail there while a scanner holds the file. */
  readonly windows: boolean;
  /** The effective user id; undefined where there is none. */
  readonly uid: number | undefined;
}

/** An open connection to a lock file, opaque to operations. */
export type LockConnection = object;

/**
 * The answer to a waiter in the queue for a lock path. `granted`: it may try the lock. `self`: this
 * thread holds the lock, and blocking it would never end. `timeout`: its time was up.
 */
export type Turn = 'granted' | 'self' | 'timeout';

/**
 * Everything that an operation may ask for. A call that fails throws an error with an errno `code`.
 * Give an object of your own to `runSync` to carry out, record or refuse the calls of an operation.
 */
export interface System {
  /** Looks at a name, without following a link; undefined when nothing has it. */
  lstat(path: string): FileFacts | undefined;
  /** Opens a path; the descriptor. `mode`, less the umask, is that of a file that is created. */
  open(path: string, intent: OpenIntent, mode: number): number;
  /** Looks at what a descriptor is open for. */
  fstat(fd: number): FileFacts;
  /** Fills `buffer` from `offset` on; the number of bytes read, 0 at the end of the file. */
  read(fd: number, buffer: Uint8Array, offset: number): number;
  /** Writes `bytes` from `offset` on; the number of bytes written, which may be fewer. */
  write(fd: number, bytes: Uint8Array, offset: number): number;
  /** Sets the permission bits of an open file, whatever the umask. */
  fchmod(fd: number, mode: number): void;
  /** Gives an open file to a user and a group; what needs a privilege is refused (EPERM). */
  fchown(fd: number, uid: number, gid: number): void;
  /** Makes the content of an open file, or the names in an open directory, durable. */
  fsync(fd: number): void;
  /** Closes a descriptor, which is gone even when this fails. */
  close(fd: number): void;
  /** Gives a file another name in one step, in place of the file that has it. */
  rename(from: string, to: string): void;
  /** Gives a file a second name; fails when that is taken. */
  link(existing: string, name: string): void;
  /** Removes a name. */
  unlink(path: string): void;
  /** Creates one directory, its mode less the umask; fails when the name is taken. */
  mkdir(path: string, mode: number): void;
  /** Removes an empty directory. */
  rmdir(path: string): void;
  /** The names in a directory, in any order. */
  readdir(path: string): readonly string[];
  /** Where a link leads, as it is written in it. */
  readlink(path: string): string;

  /** Waits for the earlier waiters of this thread for `path`, at most `timeoutMs` milliseconds. */
  enterQueue(path: string, timeoutMs: number): Turn;
  /** Ends the turn that `enterQueue` granted, and lets the next waiter go on. */
  leaveQueue(path: string): void;
  /**
   * Waits for the earlier writes of this thread to `path`, and until few enough others are under way.
   * Where one call is made after the other, as by `runSync`, there is nothing to wait for.
   */
  beginWrite(path: string): void;
  /** Ends the turn that `beginWrite` gave, and lets a later write go on. */
  endWrite(path: string): void;
  /**
   * How many milliseconds this thread is to leave the lock free before it takes it again, so that
   * other processes can have it in between; mostly 0.
   */
  lockRest(path: string): number;
  /**
   * Creates an empty lock file with the mode of the file `modeOf`, and leaves no descriptor open; a
   * file that is there stays as it is. Without `modeOf`, with a mode of the system's.
   */
  createLock(path: string, modeOf: string | undefined): void;
  /** Opens a connection to a lock file that is there. The lock is not taken yet. */
  openLock(path: string): LockConnection;
  /** True when the kernel lock is now held by this connection, false when another holds it. */
  tryLock(path: string, connection: LockConnection): boolean;
  /** Frees the lock that this connection holds, and keeps the connection for the next `tryLock`. */
  freeLock(path: string, connection: LockConnection): void;
  /** Frees the lock, if it is held, and closes the connection. */
  closeLock(path: string, connection: LockConnection): void;
  /**
   * Who holds the lock: `self` when it is this thread, or the id of a process; undefined where the
   * kernel does not say.
   */
  lockHolder(path: string): 'self' | number | undefined;

  /** Throws the reason of the signal that ends the waiting of this run, once it is aborted. */
  throwIfAborted(): void;
  /** Waits so many milliseconds. */
  pause(ms: number): void;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Milliseconds since the epoch, to compare with a file's. */
  time(): number;
  /** At least 0 and less than 1. Need not be cryptographic. */
  random(): number;
  /** Where it runs. */
  host(): Host;
  /** Runs the caller's function. It must return at once: a promise is refused. */
  invoke(body: () => unknown): unknown;

  /**
   * Sets the size of a file that is open to `create` or to `append`: what is beyond it is gone, and
   * what is added reads as zeros. Windows refuses it for `append`.
   */
  ftruncate(fd: number, size: number): void;
  /** Sets the times of an open file, in milliseconds since the epoch. */
  futimes(fd: number, accessedMs: number, modifiedMs: number): void;
}

/** The name of a call that an operation can make. */
export type Call = keyof System;

/** One call as data: what an operation yields and a runner carries out. */
export type Effect = {
  readonly [C in Call]: {
    /** The name of the method of {@link System}. */
    readonly call: C;
    /** The arguments of the call. */
    readonly args: Parameters<System[C]>;
  };
}[Call];

/**
 * A multi-step operation, written once, as a generator. It yields each call as data and is resumed
 * with the answer or the error; `yield*` composes operations. `run` and `runSync` carry it out, and
 * so does the simulator of `@missionctl/atomic-fs/testing`. An operation can be run once.
 */
export type Operation<T> = Generator<Effect, T, unknown>;
