import { wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import { requireFunction } from './require-option.ts';

/**
 * Checks how a store is to keep its files.
 *
 * @param options - what happens to a file that others could read, what a write promises, and whose local
 *   time its times are
 * @throws TypeError for a word that is none of the two, and for a zone without `offsetAt`
 * @example
 * requireKeeping({ private: 'check', zone });
 */
export function requireKeeping(options: {
  readonly private?: unknown;
  readonly durability?: unknown;
  readonly zone?: unknown;
}): void {
  const { private: privacy, durability, zone } = options;
  requireEither('private', privacy, ['check', 'repair']);
  requireEither('durability', durability, ['full', 'atomic']);
  if (zone === undefined) return;
  const offsetAt: unknown = Object(zone).offsetAt;
  requireFunction('offsetAt of zone', offsetAt);
}

function requireEither(name: string, value: unknown, words: readonly [string, string]): void {
  if (value === undefined) return;
  const expected = words.map((word) => `'${word}'`).join(' or ');
  if (typeof value !== 'string') throw wrongType(name, expected, value);
  if (!words.includes(value)) throw wrongValue(name, expected, value);
}
