import { described } from './require-option.ts';

/**
 * Reads a caller's clock.
 *
 * @param clock - milliseconds since the epoch
 * @returns what it says
 * @throws TypeError when it says nothing that is a time: nothing was written then
 * @example
 * const nowMs = timeBy(clock);
 */
export function timeBy(clock: () => number): number {
  const ms: unknown = clock();
  if (typeof ms === 'number' && Math.abs(ms) <= furthestMs) return ms;
  // Of a promise: nobody waits for it, and a rejection that nobody handles would end the process.
  Promise.resolve(ms).catch(() => {});
  throw new TypeError(`clock must return milliseconds since the epoch, not ${described(ms)}`);
}

/** A Date reaches no further (ECMA-262, Time Values and Time Range). */
const furthestMs = 8.64e15;

/**
 * Guards a caller's random source: of a wrong number an id would be made that is like others.
 *
 * @param random - at least 0 and less than 1
 * @returns the same, which throws for what is no such number
 * @throws TypeError from the result
 * @example
 * const mint = monotonicFactory(randomBy(random));
 */
export function randomBy(random: () => number): () => number {
  return () => {
    const drawn: unknown = random();
    if (typeof drawn === 'number' && drawn >= 0 && drawn < 1) return drawn;
    Promise.resolve(drawn).catch(() => {});
    throw new TypeError(
      `random must return a number of at least 0 and less than 1, not ${described(drawn)}`,
    );
  };
}
