import type { System } from './system.ts';

let atHand: System | undefined;

/**
 * The System of the synchronous run that is at work in this thread, if there is one. An effect asks it
 * at once, and yields only where nobody answers: so that an operation is not suspended at each call, through
 * every operation above it, for an answer that is there already.
 */
export function systemAtHand(): System | undefined {
  return atHand;
}

/** Has effects answered by `system` until `body` has returned or thrown; by nobody, when it is undefined. */
export function answeredBy<T>(system: System | undefined, body: () => T): T {
  const before = atHand;
  atHand = system;
  try {
    return body();
  } finally {
    atHand = before;
  }
}
