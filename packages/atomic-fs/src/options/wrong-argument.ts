/**
 * Faults of a caller, found before anything is touched. Their codes are those that Node's own
 * functions use for the same faults (https://nodejs.org/api/errors.html).
 */

/** Only the type of the value is shown: what was given by mistake may hold a secret. */
export function wrongType(name: string, expected: string, given: unknown): TypeError {
  const message = `${name} must be ${expected}, not ${typeNameOf(given)}`;
  return withCode('ERR_INVALID_ARG_TYPE', new TypeError(message));
}

/** A word or a path is shown, a content never: `given` is left out then. */
export function wrongValue(name: string, expected: string, given?: string): TypeError {
  const not = given === undefined ? '' : `, not ${quoted(given)}`;
  return withCode('ERR_INVALID_ARG_VALUE', new TypeError(`${name} must be ${expected}${not}`));
}

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
