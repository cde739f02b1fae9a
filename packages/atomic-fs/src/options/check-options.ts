import { outOfRange, wrongType, wrongValue } from './wrong-argument.ts';

/** What one option may be; `undefined`, which means its default, is always allowed. */
export type Rule = (name: string, value: unknown) => void;

/** The rules of a function's options, by their names. */
export type Rules<O> = { readonly [K in keyof Required<O>]: Rule };

/**
 * Checks the options of a call before anything is touched, and returns a copy of them, so that
 * nothing that is done to the caller's object later changes the call. What has no rule is not looked
 * at, so that one object can serve several functions.
 *
 * @throws TypeError; RangeError for a number that is out of its range
 */
export function checkOptions<O extends object>(
  options: O | undefined,
  rules: Rules<O>,
  called = 'options',
): O {
  const checked: Partial<Record<string, unknown>> = {};
  if (options === undefined) return checked as O;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw wrongType(called, 'an object', options);
  }
  for (const [name, rule] of Object.entries<Rule>(rules)) {
    const value: unknown = Reflect.get(options, name);
    if (value === undefined) continue;
    rule(`${called}.${name}`, value);
    checked[name] = value;
  }
  return checked as O;
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): Rule {
  const expected = words.map((word) => `'${word}'`).join(' or ');
  return (name, value) => {
    if (typeof value !== 'string') throw wrongType(name, expected, value);
    if (!words.includes(value)) throw wrongValue(name, expected, value);
  };
}

/** A whole number in a range that includes its ends. */
export function integer(least: number, most: number, unit: string): Rule {
  return wholeNumber(`a whole number of ${unit} from ${least} to ${most}`, least, most);
}

/** The permission bits of a file or a directory, as chmod(2) takes them. */
export const permissionBits: Rule = wholeNumber('permission bits from 0 to 0o7777', 0, 0o7777);

const bitsOrKeep = wholeNumber("'keep' or permission bits from 0 to 0o7777", 0, 0o7777);

/** The same, or those that the file has. */
export function permissionBitsOrKeep(name: string, value: unknown): void {
  if (value !== 'keep') bitsOrKeep(name, value);
}

function wholeNumber(expected: string, least: number, most: number): Rule {
  return (name, value) => {
    if (typeof value !== 'number') throw wrongType(name, expected, value);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw outOfRange(name, expected, value);
    }
  };
}

/**
 * Checks a span of time; `Infinity` is without end.
 *
 * @param name - what the caller knows it as
 * @param value - what the caller gave
 * @throws TypeError, and RangeError for a number below 0 and for NaN
 * @example
 * milliseconds('timeoutMs', timeoutMs);
 */
export function milliseconds(name: string, value: unknown): void {
  const expected = 'a number of milliseconds, 0 or more';
  if (typeof value !== 'number') throw wrongType(name, expected, value);
  if (!(value >= 0)) throw outOfRange(name, expected, value);
}

/** True or false. */
export function flag(name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw wrongType(name, 'true or false', value);
}

/**
 * Checks a signal: what an `AbortController` gives, of any realm, or of a library.
 *
 * @param name - what the caller knows it as
 * @param value - what the caller gave
 * @throws TypeError
 * @example
 * abortSignal('signal', signal);
 */
export function abortSignal(name: string, value: unknown): void {
  const isSignal =
    typeof value === 'object' &&
    value !== null &&
    'aborted' in value &&
    'addEventListener' in value &&
    typeof value.addEventListener === 'function';
  if (!isSignal) throw wrongType(name, 'an AbortSignal', value);
}

/** A function. */
export function callback(name: string, value: unknown): void {
  if (typeof value !== 'function') throw wrongType(name, 'a function', value);
}
