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
  throw new TypeError(`${name} must be an object, not ${described(options)}`);
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
  throw new TypeError(`${name} must be a function, not ${described(value)}`);
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
  throw new TypeError(`${name} must be a string, not ${described(value)}`);
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
  throw new TypeError(`${name} must be true or false, not ${described(value)}`);
}

/**
 * Names a value in a message: numbers as they are, everything else by its type, since it may be a
 * secret.
 *
 * @param value - what the caller gave
 * @returns words for it
 * @example
 * throw new TypeError(`name must be a string, not ${described(name)}`);
 */
export function described(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}
