import type { Branded } from '../branded.ts';
import { valueOrThrow } from '../errors.ts';
import { type Parsed, parsed, refused } from '../issue.ts';
import { brokenRules, deviceName, type SegmentRule, violations } from './path-segment.ts';

/** The name of one more participant of this home, an agent say; a directory bears it. */
export type Alias = Branded<'Alias'>;

const rules: readonly SegmentRule[] = [
  {
    code: 'ALIAS_LENGTH',
    broken: /^$|.{33}/s,
    message: 'an alias has 1 to 32 characters',
  },
  {
    code: 'ALIAS_ALPHABET',
    broken: /[^a-z0-9_-]/,
    message: 'an alias holds only a-z, 0-9, "_" and "-"',
  },
  {
    code: 'ALIAS_START',
    broken: /^[_-]/,
    message: 'an alias begins with a letter or a digit',
  },
  {
    code: 'ALIAS_DEVICE_NAME',
    broken: deviceName,
    message: 'an alias is not the name of a Windows device',
  },
];

/** What somebody who joins now must not be called: it is read as another, or as nobody's name. */
const rulesOfNew: readonly SegmentRule[] = [
  {
    code: 'ALIAS_RESERVED',
    broken: /^(?:you|me|none)$/,
    message: 'an alias is none of the words "you", "me" and "none"',
  },
  {
    code: 'ALIAS_END',
    broken: /-$/,
    message: 'an alias does not end in "-"',
  },
  {
    code: 'ALIAS_UNSET',
    broken: /(?:^|-)(?:null|undefined)$/,
    message:
      'an alias does not end in "null" or "undefined", as one whose last part was never set does',
  },
];

/**
 * Checks an alias. No file holds it, so that its issues name no key.
 *
 * @param text - the text, whatever is in it
 * @returns the alias as it is, or every rule that it breaks: `ALIAS_LENGTH`, `_ALPHABET`, `_START`, `_DEVICE_NAME`
 * @example
 * parseAlias('Bot'); // { ok: false, issues: [{ code: 'ALIAS_ALPHABET', … }] }
 */
export function parseAlias(text: string): Parsed<Alias> {
  const issues = brokenRules(text, '', rules);
  return issues.length === 0 ? parsed(text as Alias) : refused(...issues);
}

/**
 * Returns a text as an alias, and throws when it cannot be one.
 *
 * @param text - the text, whatever is in it
 * @returns the alias as it is
 * @throws InvalidIdError `ERR_INVALID_ID`, with every issue
 * @example
 * requireAlias('claude-1'); // 'claude-1'
 */
export function requireAlias(text: string): Alias {
  return valueOrThrow('alias', text, parseAlias(text));
}

/**
 * Checks the alias of somebody who is not joined yet. One that is joined already keeps its name.
 *
 * @param text - the text, whatever is in it
 * @returns the alias as it is, or every rule that it breaks: those of `parseAlias`, `ALIAS_RESERVED`, `_END`,
 *   `_UNSET`
 * @example
 * parseNewAlias('claude-null'); // { ok: false, issues: [{ code: 'ALIAS_UNSET', … }] }
 */
export function parseNewAlias(text: string): Parsed<Alias> {
  const any = parseAlias(text);
  const broken = violations(text, '', rulesOfNew);
  if (broken.length === 0) return any;
  return refused(...(any.ok ? [] : any.issues), ...broken);
}

/**
 * Returns a text as the alias of somebody who is not joined yet, and throws when it cannot be one.
 *
 * @param text - the text, whatever is in it
 * @returns the alias as it is
 * @throws InvalidIdError `ERR_INVALID_ID`, with every issue
 * @example
 * requireNewAlias('claude-1'); // 'claude-1'
 */
export function requireNewAlias(text: string): Alias {
  return valueOrThrow('alias', text, parseNewAlias(text));
}
