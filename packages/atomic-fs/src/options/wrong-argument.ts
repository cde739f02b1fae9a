/**
 * Faults of a caller, found before anything is touched. Their codes are those that Node's own
 * functions use for the same faults (https://nodejs.org/api/errors.html).
 */

/**
 * Makes the error for an argument of another type. Only the type of the value is shown: what was
 * given by mistake may hold a secret.
 *
 * @param name - what the caller knows it as
 * @param expected - what it must be, in words
 * @param given - what it is
 * @returns the error, with the code ERR_INVALID_ARG_TYPE
 * @example
 * if (typeof name !== 'string') throw wrongType('name', 'a string', name);
 */
export function wrongType(name: string, expected: string, given: unknown): TypeError {
  const message = `${name} must be ${expected}, not ${typeNameOf(given)}`;
  return withCode('ERR_INVALID_ARG_TYPE', new TypeError(message));
}

/**
 * Makes the error for an argument of the right type that cannot be.
 *
 * @param name - what the caller knows it as
 * @param expected - what it must be, in words
 * @param given - the word or the path that it is; a content is never shown, and left out
 * @returns the error, with the code ERR_INVALID_ARG_VALUE
 * @example
 * if (!isAbsolute(path)) throw wrongValue('path', 'an absolute path', path);
 */
export function wrongValue(name: string, expected: string, given?: string): TypeError {
  const not = given === undefined ? '' : `, not ${quoted(given)}`;
  return withCode('ERR_INVALID_ARG_VALUE', new TypeError(`${name} must be ${expected}${not}`));
}

/**
 * Makes the error for a number that is too small, too large, or none.
 *
 * @param name - what the caller knows it as
 * @param expected - what it must be, in words
 * @param given - what it is
 * @returns the error, with the code ERR_OUT_OF_RANGE
 * @example
 * if (!(count >= 1)) throw outOfRange('count', 'a number from 1 on', count);
 */
export function outOfRange(name: string, expected: string, given: number): RangeError {
  return withCode('ERR_OUT_OF_RANGE', new RangeError(`${name} must be ${expected}, not ${given}`));
}

/** The fault of a caller that uses what it has closed. */
export function invalidState(what: string): TypeError {
  return withCode('ERR_INVALID_STATE', new TypeError(what));
}

function withCode<E extends Error>(code: string, error: E): E {
  return Object.assign(error, { code });
}

function typeNameOf(given: unknown): string {
  if (given === null || given === undefined) return String(given);
  if (Array.isArray(given)) return 'an array';
  const type = typeof given;
  return type === 'object' ? 'an object' : `a ${type}`;
}

const longestShown = 80;

function quoted(text: string): string {
  return JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
}
