import type { VersionedClaim } from '@missionctl/roster';
import { recordNameOf } from '../names/ref-names.ts';
import type { SeenPlace } from '../scratch/seen-place.ts';
import { carriedAt, type SeenRef } from '../scratch/seen-refs.ts';
import { readWrittenClaim } from './claim-record.ts';
import { type MachineRecord, readMachineRecord } from './machine-record.ts';

/** What the refs of a mission say. */
export interface MissionRecords {
  /** By the name of the ref; `record` is undefined where the ref is there and holds none. */
  readonly machines: ReadonlyMap<string, SeenRecord<MachineRecord>>;
  /** By the name of the ref. */
  readonly claims: ReadonlyMap<string, SeenRecord<SeenClaim>>;
  /** What this home wrote last, in case its ref has vanished. */
  readonly own: MachineRecord | undefined;
}

/** What one ref holds. */
export interface SeenRecord<T> {
  readonly oid: string;
  readonly record: T | undefined;
  /** Why it holds no record. */
  readonly reason?: string | undefined;
}

/** A claim, with the write that made it. */
export interface SeenClaim extends VersionedClaim {
  readonly write: string;
}

/** Reads what the refs of a mission hold; each on its own, so that none hides another. */
export function missionRecords(place: string, { refs, own }: SeenPlace): MissionRecords {
  const machines = new Map<string, SeenRecord<MachineRecord>>();
  const claims = new Map<string, SeenRecord<SeenClaim>>();
  for (const seen of refs) {
    const named = recordNameOf(place, seen.ref);
    if (named?.kind === 'claim') claims.set(seen.ref, claimIn(seen, named.name));
    else machines.set(seen.ref, named === undefined ? misnamed(seen) : machineIn(seen));
  }
  return { machines, claims, own: own === undefined ? undefined : machineIn(own).record };
}

function misnamed({ oid }: SeenRef): SeenRecord<never> {
  return { oid, record: undefined, reason: 'its name is not one of a record' };
}

function machineIn(seen: SeenRef): SeenRecord<MachineRecord> {
  const { oid } = seen;
  const carried = carriedAt(seen);
  if (!carried.ok) return { oid, record: undefined, reason: carried.reason };
  const record = readMachineRecord(carried.json);
  return record === undefined
    ? { oid, record, reason: 'it names no write or no entries' }
    : { oid, record };
}

function claimIn(seen: SeenRef, key: string): SeenRecord<SeenClaim> {
  const { oid } = seen;
  const carried = carriedAt(seen);
  if (!carried.ok) return { oid, record: undefined, reason: carried.reason };
  const read = readWrittenClaim(carried.json, key);
  if (typeof read === 'string') return { oid, record: undefined, reason: read };
  return { oid, record: { ...read, version: oid } };
}
