/**
 * The extended result code of an SQLite error (https://www.sqlite.org/rescode.html); undefined for
 * any other error, and in Deno.
 */
export function sqliteErrcode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** The primary result code of an SQLite error: what its extended ones have in common. */
export function primaryErrcode(error: unknown): number | undefined {
  const errcode = sqliteErrcode(error);
  return errcode === undefined ? undefined : errcode & 0xff;
}

/** SQLITE_IOERR_FSTAT: the file is gone whose mode a new file was to get. */
export const templateGone = 1802;

const busy = 5;

/** Whether another holds the lock. Deno gives SQLite's message, and no code. */
export function isBusy(error: unknown): boolean {
  if (sqliteErrcode(error) !== undefined) return primaryErrcode(error) === busy;
  return error instanceof Error && error.message.includes('database is locked');
}
