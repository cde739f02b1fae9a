import { outOfRange, wrongType, wrongValue } from './wrong-argument.ts';

/** What one option may be; `undefined`, which means its default, is always allowed. */
export type Rule = (name: string, value: unknown) => void;

/** The rules of a function's options, by their names. */
export type Rules<O> = { readonly [K in keyof Required<O>]: Rule };

/**
 * Checks the options of a call before anything is touched. What has no rule is not looked at, so
 * that one object can serve several functions.
 *
 * @throws TypeError; RangeError for a number that is out of its range
 */
export function checkOptions<O>(options: O | undefined, rules: Rules<O>): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null)
    throw wrongType('options', 'an object', options);
  for (const [name, rule] of Object.entries<Rule>(rules)) {
    const value: unknown = Reflect.get(options, name);
    if (value !== undefined) rule(`options.${name}`, value);
  }
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
  const expected = `a whole number of ${unit} from ${least} to ${most}`;
  return (name, value) => {
    if (typeof value !== 'number') throw wrongType(name, expected, value);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw outOfRange(name, expected, value);
    }
  };
}

/** A span of time; `Infinity` is without end. */
export function milliseconds(name: string, value: unknown): void {
  const expected = 'a number of milliseconds, 0 or more';
  if (typeof value !== 'number') throw wrongType(name, expected, value);
  if (!(value >= 0)) throw outOfRange(name, expected, value);
}

/** True or false. */
export function flag(name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw wrongType(name, 'true or false', value);
}

/** What an `AbortController` gives, of any realm. */
export function abortSignal(name: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && 'aborted' in value) return;
  throw wrongType(name, 'an AbortSignal', value);
}

/** A function. */
export function callback(name: string, value: unknown): void {
  if (typeof value !== 'function') throw wrongType(name, 'a function', value);
}
