import type { EngineListing } from './engine-listing.ts';
import type { RosterEvent } from './roster-event.ts';

/** A change of one record, as a watch reports it. */
export type RosterChange = Exclude<RosterEvent, { readonly kind: 'synced' | 'resync' }>;

/**
 * Says what a watch reports to whoever knows an earlier listing, so that they know the later one.
 *
 * @param before - the earlier listing; undefined for whoever knows nothing
 * @param after - the later one
 * @returns each entry and claim with another version, and each entry that is there no longer
 * @example
 * for (const change of changesBetween(undefined, await engine.list('demo'))) console.log(change.kind);
 */
export function changesBetween(
  before: EngineListing | undefined,
  after: EngineListing,
): readonly RosterChange[] {
  const { entries = [], claims = [] } = before ?? {};
  const known = new Map(entries.map(({ entry, version }) => [entry.participantId, version]));
  const claimed = new Map(claims.map(({ claim, version }) => [claim.focus, version]));
  const left = new Set(after.entries.map(({ entry }) => entry.participantId));
  return [
    ...[...known.keys()]
      .filter((participantId) => !left.has(participantId))
      .map((participantId) => ({ kind: 'removed', participantId }) as const),
    ...after.entries
      .filter(({ entry, version }) => known.get(entry.participantId) !== version)
      .map((each) => ({ kind: 'put', ...each }) as const),
    ...after.claims
      .filter(({ claim, version }) => claimed.get(claim.focus) !== version)
      .map((each) => {
        const kind = each.claim.holder === undefined ? 'released' : 'claimed';
        return { kind, ...each } as const;
      }),
  ];
}
