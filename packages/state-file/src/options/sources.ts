import { wrongType, wrongValue } from '@missionctl/atomic-fs/operations';

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
  throw wrongAnswer('what clock returns', 'milliseconds since the epoch', ms);
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
    throw wrongAnswer('what random returns', 'a number of at least 0 and less than 1', drawn);
  };
}

function wrongAnswer(name: string, expected: string, answer: unknown): TypeError {
  // Of a promise: nobody waits for it, and a rejection that nobody handles would end the process.
  Promise.resolve(answer).catch(() => {});
  if (typeof answer === 'number') return wrongValue(name, expected, String(answer));
  return wrongType(name, expected, answer);
}
