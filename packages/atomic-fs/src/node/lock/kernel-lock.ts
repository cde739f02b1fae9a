import { isAbsolute } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-errors.ts';

/**
 * A kernel lock with nothing to install: SQLite's own lock on an empty file. The kernel frees it
 * when its holder dies, however it dies.
 */
export interface KernelLock {
  readonly database: DatabaseSync;
  /** An unfinished query, which keeps the file open for reading; see `keepReading`. */
  reader: Iterator<unknown> | undefined;
  /** Whether a lock of this connection has proven that it can write. */
  isProven: boolean;
}

/** MEMORY keeps a journal file from appearing beside it. */
const prepare = 'PRAGMA journal_mode=MEMORY';

/**
 * The last statement is essential. On a file that cannot be written SQLite falls back to reading,
 * and BEGIN IMMEDIATE alone then succeeds for two holders at once; the write proves the lock.
 */
const take = 'BEGIN IMMEDIATE; PRAGMA user_version=1';
const takeAgain = 'BEGIN IMMEDIATE';

const query = 'SELECT count(*) FROM sqlite_schema';

/** Opens a lock file that is there. On Windows, where SQLite takes no URI for this, also a new one. */
export function openKernelLock(path: string): KernelLock {
  const name = windows ? plainName(path) : uriOf(path, { mode: 'rw' });
  return { database: open(name), reader: undefined, isProven: false };
}

/**
 * Creates an empty lock file with the mode of the file `modeOf`. By SQLite, and closed by it: it
 * keeps the locks that this process has on the file, which a close by `node:fs` would drop.
 */
export function createKernelLock(path: string, modeOf: string | undefined): void {
  const name =
    windows || modeOf === undefined ? plainName(path) : uriOf(path, { modeof: plainName(modeOf) });
  open(name).close();
}

const windows = process.platform === 'win32';

function open(name: string): DatabaseSync {
  const { DatabaseSync } = loadSqlite();
  return new DatabaseSync(name, { timeout: 0 });
}

/** As a bare name `:memory:` would be a database of its own to each holder, and `file:x` a URI. */
function plainName(path: string): string {
  return isAbsolute(path) ? path : `./${path}`;
}

/**
 * A URI as SQLite reads it (https://www.sqlite.org/uri.html). Two slashes at the start of its path
 * would begin the name of a host; the kernel takes them for one.
 */
function uriOf(path: string, parameters: Readonly<Record<string, string>>): string {
  const query = Object.entries(parameters).map(([key, value]) => `${key}=${encode(value)}`);
  return `file:${encode(plainName(path)).replace(/^\/{2,}/, '/')}?${query.join('&')}`;
}

function encode(text: string): string {
  return text.replace(/[%?#&= \t-\r]/g, (sign) => {
    const hex = sign.charCodeAt(0).toString(16).padStart(2, '0');
    return `%${hex}`;
  });
}

export function tryKernelLock(lock: KernelLock): boolean {
  const { database, reader, isProven } = lock;
  try {
    database.exec(isProven ? takeAgain : reader === undefined ? `${prepare}; ${take}` : take);
    lock.isProven = true;
    return true;
  } catch (error) {
    if (!isBusy(error)) throw error;
    tryToKeepReading(lock);
    return false;
  }
}

/**
 * Leaves a query unfinished after its one row. So the connection keeps SQLite's shared lock, which
 * hinders nobody, and each further try is one call to the kernel: SQLite looks neither at the file
 * again nor for files beside it, which it would delete.
 */
function keepReading(lock: KernelLock): void {
  if (lock.reader !== undefined) return;
  const reader = lock.database.prepare(query).iterate();
  reader.next();
  lock.reader = reader;
}

/** A file system without locks has none for this either, and answers the next try as it did this one. */
function tryToKeepReading(lock: KernelLock): void {
  try {
    keepReading(lock);
  } catch {
    // The next try looks at the file again, and that is all.
  }
}

/** Frees a lock whose connection is kept. The query begins while SQLite looks for no files beside it. */
export function freeKernelLock(lock: KernelLock): void {
  keepReading(lock);
  lock.database.exec('ROLLBACK');
}

/** ROLLBACK, never COMMIT: that would write a page, and can itself fail as busy. */
export function closeKernelLock({ database }: KernelLock): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } finally {
    database.close();
  }
}

/**
 * Loads `node:sqlite` when the first lock is taken, since most runs take none. Node 22 announces
 * it as experimental once; exactly that warning is dropped, during this one synchronous call.
 */
function loadSqlite(): typeof import('node:sqlite') {
  const emit = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).startsWith('SQLite')) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  }) as typeof emit;
  try {
    const sqlite = process.getBuiltinModule('node:sqlite');
    if (sqlite === undefined) throw noSqlite();
    return sqlite;
  } finally {
    process.emitWarning = emit;
  }
}

function noSqlite(): Error {
  const error = new Error('this runtime has no node:sqlite');
  return Object.assign(error, { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
}
