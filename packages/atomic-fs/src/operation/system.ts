/**
 * What the kernel says of one file. Read by `lstat` (the name) or `fstat` (the open descriptor).
 */
export interface FileFacts {
  readonly kind: FileKind;
  /** The permission bits, `0o7777` and below. */
  readonly mode: number;
  readonly size: number;
  /** How many names the file has. */
  readonly links: number;
  readonly uid: number;
  readonly inode: number;
  readonly device: number;
  readonly modifiedMs: number;
}

export type FileKind = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'device';

/**
 * What a descriptor is opened for. `read` and `create` never follow a link in the last component;
 * `read` never blocks on a FIFO; `create` fails when the name exists.
 */
export type OpenIntent = 'read' | 'create' | 'directory';

/** Facts about where we run that decide an operation's branches. */
export interface Host {
  /** Windows cannot sync a directory, and renames fail there while a scanner holds the file. */
  readonly windows: boolean;
  /** The effective user id; undefined where there is none. */
  readonly uid: number | undefined;
}

/** An open connection to a lock file, opaque to operations. */
export type LockConnection = object;

/** `self`: this thread holds the lock already, and waiting for it would never end. */
export type Turn = 'granted' | 'self' | 'timeout';

/**
 * Everything that an operation may ask of the outside. A call that fails throws an error with an
 * errno `code`; the two look-ups that answer `undefined` say so in their types.
 */
export interface System {
  lstat(path: string): FileFacts | undefined;
  open(path: string, intent: OpenIntent, mode: number): number;
  fstat(fd: number): FileFacts;
  /** Fills `buffer` from `offset` on; the number of bytes read, 0 at the end of the file. */
  read(fd: number, buffer: Uint8Array, offset: number): number;
  /** Writes `bytes` from `offset` on; the number of bytes written, which may be fewer. */
  write(fd: number, bytes: Uint8Array, offset: number): number;
  fchmod(fd: number, mode: number): void;
  fsync(fd: number): void;
  close(fd: number): void;
  rename(from: string, to: string): void;
  link(existing: string, name: string): void;
  unlink(path: string): void;
  mkdir(path: string, mode: number): void;
  rmdir(path: string): void;
  readdir(path: string): readonly string[];

  /** Waits for the other waiters of this thread for `path`; at most `timeoutMs` milliseconds. */
  enterQueue(path: string, timeoutMs: number): Turn;
  leaveQueue(path: string): void;
  openLock(path: string): LockConnection;
  /** True when the kernel lock is now held by this connection, false when another holds it. */
  tryLock(path: string, connection: LockConnection): boolean;
  /** Frees the lock, if it is held, and closes the connection. */
  closeLock(path: string, connection: LockConnection): void;
  /** The process that holds the lock, where the kernel tells. */
  lockHolder(path: string): number | undefined;

  pause(ms: number): void;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Milliseconds since the epoch, to compare with a file's. */
  time(): number;
  /** At least 0 and less than 1. Need not be cryptographic. */
  random(): number;
  host(): Host;
  /** Runs the caller's function. It must answer at once: a promise is refused. */
  invoke(body: () => unknown): unknown;
}

export type Call = keyof System;

/** One call as data: what an operation yields and a runner carries out. */
export type Effect = {
  readonly [C in Call]: { readonly call: C; readonly args: Parameters<System[C]> };
}[Call];

/** A multi-step operation, written once. Runners carry out what it yields. */
export type Operation<T> = Generator<Effect, T, unknown>;
