/** How long a contestant waits for its lock: longer than any race takes. */
export const patience = { timeoutMs: 120_000 };

/** The same for SQLite, which waits in its own way: from 1 ms up to 100 ms, the thread blocked. */
export const patienceOfSqlite = { timeout: 120_000 };

/**
 * The same for proper-lockfile. `forever` instead of a large count: the list of delays is made anew
 * at each call, and ten thousand of them would cost it 5 ms a lock.
 */
export const retries = {
  retries: 5,
  forever: true,
  minTimeout: 1,
  maxTimeout: 10,
  randomize: true,
};
