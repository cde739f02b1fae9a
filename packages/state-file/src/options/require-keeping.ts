import { wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import { requireFunction } from './require-option.ts';

/**
 * Checks how a store is to keep its files.
 *
 * @param options - what happens to a file that others could read, and whose local time its times are
 * @throws TypeError for a word that is none of the two, and for a zone without `offsetAt`
 * @example
 * requireKeeping({ private: 'check', zone });
 */
export function requireKeeping(options: {
  readonly private?: unknown;
  readonly zone?: unknown;
}): void {
  const { private: privacy, zone } = options;
  if (privacy !== undefined && privacy !== 'check' && privacy !== 'repair') {
    const expected = "'check' or 'repair'";
    if (typeof privacy !== 'string') throw wrongType('private', expected, privacy);
    throw wrongValue('private', expected, privacy);
  }
  if (zone === undefined) return;
  const offsetAt: unknown = Object(zone).offsetAt;
  requireFunction('offsetAt of zone', offsetAt);
}
