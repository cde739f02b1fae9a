import { isAbsolute } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/**
 * A kernel lock with nothing to install: SQLite's own lock on an empty file. The kernel frees it
 * when its holder dies, however it dies.
 *
 * The last statement is essential. On a file that cannot be written SQLite falls back to reading,
 * and BEGIN IMMEDIATE alone then succeeds for two holders at once; the write proves the lock.
 * MEMORY keeps a journal file from appearing beside it.
 */
const take = 'PRAGMA journal_mode=MEMORY; BEGIN IMMEDIATE; PRAGMA user_version=1';

const sqliteBusy = 5;

export function openKernelLock(path: string): DatabaseSync {
  const { DatabaseSync } = loadSqlite();
  // As a bare name `:memory:` would be a database of its own to each holder, and `file:x` a URI.
  return new DatabaseSync(isAbsolute(path) ? path : `./${path}`, { timeout: 0 });
}

export function tryKernelLock(database: DatabaseSync): boolean {
  try {
    database.exec(take);
    return true;
  } catch (error) {
    if (sqliteErrcode(error) === sqliteBusy) return false;
    throw error;
  }
}

/** ROLLBACK, never COMMIT: that would write a page, and can itself fail as busy. */
export function closeKernelLock(database: DatabaseSync): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } finally {
    database.close();
  }
}

/** The primary result code of an SQLite error (https://www.sqlite.org/rescode.html). */
export function sqliteErrcode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
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
    if (sqlite === undefined) throw new Error('this runtime has no node:sqlite');
    return sqlite;
  } finally {
    process.emitWarning = emit;
  }
}
