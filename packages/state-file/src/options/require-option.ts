import { wrongType } from '@missionctl/atomic-fs/operations';

/**
 * Checks that options are an object: null, a number or a text would otherwise be taken for one
 * without any of them.
 *
 * @param name - what the caller knows them as
 * @param options - what the caller gave
 * @returns the options
 * @throws TypeError
 * @example
 * const { home } = requireObject('options', options);
 */
export function requireObject<T>(name: string, options: T): T & object {
  if (typeof options === 'object' && options !== null) return options;
  throw wrongType(name, 'an object', options);
}

/**
 * Checks that an option is a function.
 *
 * @param name - what the caller knows it as
 * @param value - what the caller gave
 * @throws TypeError
 * @example
 * requireFunction('change', change);
 */
export function requireFunction(name: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw wrongType(name, 'a function', value);
}

/**
 * Checks that an option, if it is given at all, is a function.
 *
 * @param name - what the caller knows it as
 * @param value - what the caller gave
 * @throws TypeError
 * @example
 * optionalFunction('clock', clock);
 */
export function optionalFunction(name: string, value: unknown): void {
  if (value !== undefined) requireFunction(name, value);
}

/**
 * Checks that an option is a text.
 *
 * @param name - what the caller knows it as
 * @param value - what the caller gave
 * @throws TypeError
 * @example
 * requireText('expecting', expecting);
 */
export function requireText(name: string, value: unknown): void {
  if (typeof value === 'string') return;
  throw wrongType(name, 'a string', value);
}

/**
 * Checks that an option, if it is given at all, is `true` or `false`.
 *
 * @param name - what the caller knows it as
 * @param value - what the caller gave
 * @throws TypeError
 * @example
 * optionalFlag('replace', replace);
 */
export function optionalFlag(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'boolean') return;
  throw wrongType(name, 'true or false', value);
}
