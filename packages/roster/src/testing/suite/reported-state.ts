import type { VersionedClaim } from '../../engine/engine-claim.ts';
import type { VersionedEntry } from '../../engine/engine-listing.ts';
import type { RosterEvent } from '../../engine/roster-event.ts';
import { expectTrue } from './expectations.ts';

/** What somebody knows who followed the events of a watch. */
export interface ReportedState {
  /** By participant id. */
  readonly entries: ReadonlyMap<string, VersionedEntry>;
  /** By focus. */
  readonly claims: ReadonlyMap<string, VersionedClaim>;
}

/** Follows the events of a watch. */
export function stateOf(events: readonly RosterEvent[]): ReportedState {
  const entries = new Map<string, VersionedEntry>();
  const claims = new Map<string, VersionedClaim>();
  for (const event of events) {
    if (event.kind === 'put') entries.set(event.entry.participantId, event);
    if (event.kind === 'removed') entries.delete(event.participantId);
    if (event.kind === 'claimed' || event.kind === 'released') claims.set(event.claim.focus, event);
  }
  return { entries, claims };
}

/**
 * Breaks the rule when a record goes back: to a lower term, to the number of an earlier publishing, or
 * to a version that another had followed.
 */
export function expectForward(events: readonly RosterEvent[]): void {
  const passed = new Map<string, Passed>();
  for (const event of events) {
    const at = positionOf(event);
    if (at === undefined) continue;
    const before = passed.get(at.record) ?? { version: undefined, order: 0, versions: new Set() };
    const isBack =
      at.order < before.order || (at.version !== before.version && before.versions.has(at.version));
    expectTrue(!isBack, `a watch goes back: it reports an earlier state of ${at.record} again`);
    before.versions.add(at.version);
    passed.set(at.record, { ...at, versions: before.versions });
  }
}

interface Passed {
  readonly version: string | undefined;
  readonly order: number;
  readonly versions: Set<string>;
}

function positionOf(
  event: RosterEvent,
): { readonly record: string; readonly version: string; readonly order: number } | undefined {
  switch (event.kind) {
    case 'put': {
      const { entry, version } = event;
      const number = Number(/^wp:(\d+)$/.exec(entry.focus ?? '')?.[1] ?? 0);
      return { record: `the entry of ${entry.participantId}`, version, order: number };
    }
    case 'claimed':
    case 'released':
      return {
        record: `the claim of ${event.claim.focus}`,
        version: event.version,
        order: event.claim.term,
      };
    default:
      return undefined;
  }
}
