import { abortSignal, milliseconds } from '@missionctl/atomic-fs/operations';
import { requireObject } from './require-option.ts';
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
  if (timeoutMs !== undefined) milliseconds('timeoutMs', timeoutMs);
  return options;
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
  if (signal !== undefined) abortSignal('signal', signal);
  return signal;
}
