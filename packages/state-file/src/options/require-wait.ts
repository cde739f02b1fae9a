import { described, requireObject } from './require-option.ts';
import type { Wait } from './wait.ts';

/**
 * Checks how long a call is to wait, before it touches anything.
 *
 * @param options - what the caller gave
 * @returns the same
 * @throws TypeError and RangeError for options that cannot be
 * @example
 * const { signal } = requireWait(options);
 */
export function requireWait(options: Wait): Wait {
  const { timeoutMs } = requireObject('options', options);
  requireSignal(options);
  if (timeoutMs === undefined) return options;
  if (typeof timeoutMs !== 'number') {
    throw new TypeError(`timeoutMs must be a number, not ${described(timeoutMs)}`);
  }
  if (timeoutMs >= 0) return options;
  throw new RangeError(`timeoutMs must be at least 0: ${timeoutMs}`);
}

/**
 * Checks the signal of a call, before it touches anything.
 *
 * @param options - what the caller gave
 * @returns the signal, where there is one
 * @throws TypeError
 * @example
 * const signal = requireSignal(options);
 */
export function requireSignal(options: Pick<Wait, 'signal'>): AbortSignal | undefined {
  const { signal } = requireObject('options', options);
  // One of another realm, or of a library, will do as well.
  if (signal === undefined || isSignal(signal)) return signal;
  throw new TypeError(`signal must be an AbortSignal, not ${described(signal)}`);
}

function isSignal(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'aborted' in value &&
    'addEventListener' in value &&
    typeof value.addEventListener === 'function'
  );
}
