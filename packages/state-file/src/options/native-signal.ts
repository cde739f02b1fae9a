/**
 * Gives what aborts with a caller's signal: the signal itself, or one of this realm where it is of
 * another or of a library. `AbortSignal.any` takes such a signal, and never hears of its abort.
 *
 * @param given - the caller's signal
 * @returns a signal with every method of Node's
 * @example
 * const either = AbortSignal.any([nativeSignal(given), ended.signal]);
 */
export function nativeSignal(given: AbortSignal): AbortSignal {
  if (given instanceof AbortSignal) return given;
  const foreign: Pick<AbortSignal, 'aborted' | 'reason' | 'addEventListener'> = given;
  const controller = new AbortController();
  const abort = (): void => controller.abort(foreign.reason);
  if (foreign.aborted) abort();
  else foreign.addEventListener('abort', abort, { once: true });
  return controller.signal;
}
