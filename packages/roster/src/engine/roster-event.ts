import type { VersionedClaim } from './engine-claim.ts';
import type { VersionedEntry } from './engine-listing.ts';

/**
 * What a watch reports. Each event is right on its own: the latest of an entry or a claim is how it is.
 * States in between may be left out.
 */
export type RosterEvent =
  /** An entry is there, new or published again. */
  | ({ readonly kind: 'put' } & VersionedEntry)
  /** An entry is there no longer. */
  | { readonly kind: 'removed'; readonly participantId: string }
  /** Somebody holds a claim: a new holder, or the record changed. */
  | ({ readonly kind: 'claimed' } & VersionedClaim)
  /** Nobody holds a claim. A record that vanished is no release, and not reported. */
  | ({ readonly kind: 'released' } & VersionedClaim)
  /** All that was there when the watch began is reported; from here on it is changes. Exactly once. */
  | { readonly kind: 'synced' }
  /**
   * What happened meanwhile was lost. What is different now follows, with `removed` for each entry
   * that was reported and is not there; no second `synced`.
   */
  | { readonly kind: 'resync' };
