import type { DamagedRecord, EngineListing, VersionedEntry } from '@missionctl/roster';
import type { MissionRecords } from './mission-records.ts';

/** How many damaged records are listed; a stranger can make any number of them. */
const mostDamaged = 100;

/**
 * What an engine lists of the records of a mission. A participant that two machines have an entry of is
 * listed once: as this machine says, or else the one whose name sorts first.
 */
export function listingOf({ machines, claims }: MissionRecords, ownRef: string): EngineListing {
  const entries = new Map<string, VersionedEntry>();
  const damaged: DamagedRecord[] = [];
  const ordered = [...machines].toSorted(
    ([a], [b]) => rank(a, ownRef) - rank(b, ownRef) || (a < b ? -1 : 1),
  );
  for (const [ref, { record, reason }] of ordered) {
    if (record === undefined) damaged.push({ record: ref, reason: reason ?? '' });
    for (const [at, { content, reason: why }] of (record?.slots ?? []).entries()) {
      const slot = `${ref}#${at}`;
      if (content === undefined) damaged.push({ record: slot, reason: why ?? '' });
      else if (entries.has(content.entry.participantId))
        damaged.push({ record: slot, reason: 'another record has an entry of this participant' });
      else entries.set(content.entry.participantId, content);
    }
  }
  const held = [...claims].flatMap(([ref, { record, reason }]) => {
    if (record !== undefined) return [{ claim: record.claim, version: record.version }];
    damaged.push({ record: ref, reason: reason ?? '' });
    return [];
  });
  return { entries: [...entries.values()], claims: held, damaged: shortened(damaged) };
}

function rank(ref: string, ownRef: string): number {
  return ref === ownRef ? 0 : 1;
}

function shortened(damaged: readonly DamagedRecord[]): readonly DamagedRecord[] {
  const more = damaged.length - mostDamaged;
  if (more <= 0) return damaged;
  const last = { record: damaged[mostDamaged]?.record ?? '', reason: `and ${more - 1} more` };
  return [...damaged.slice(0, mostDamaged), last];
}
