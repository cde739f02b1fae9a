/**
 * Faults of a caller, found before anything is touched. Their codes are those that Node's own
 * functions use for the same faults (https://nodejs.org/api/errors.html).
 */
export function wrongType(name: string, expected: string, given: unknown): TypeError {
  return withCode('ERR_INVALID_ARG_TYPE', new TypeError(says(name, expected, given)));
}

export function wrongValue(name: string, expected: string, given: unknown): TypeError {
  return withCode('ERR_INVALID_ARG_VALUE', new TypeError(says(name, expected, given)));
}

export function outOfRange(name: string, expected: string, given: unknown): RangeError {
  return withCode('ERR_OUT_OF_RANGE', new RangeError(says(name, expected, given)));
}

/** The fault of a caller that uses what it has closed. */
export function invalidState(what: string): TypeError {
  return withCode('ERR_INVALID_STATE', new TypeError(what));
}

function says(name: string, expected: string, given: unknown): string {
  return `${name} must be ${expected}, not ${shown(given)}`;
}

function withCode<E extends Error>(code: string, error: E): E {
  return Object.assign(error, { code });
}

const longestShown = 40;

/** Only a word or a number is shown: what else is given may hold a secret. */
function shown(given: unknown): string {
  if (typeof given === 'string') return JSON.stringify(given.slice(0, longestShown));
  if (typeof given === 'object' && given !== null) return 'an object';
  return typeof given === 'function' ? 'a function' : String(given);
}
