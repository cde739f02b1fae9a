import { type EngineEntry, entryRecord } from '@missionctl/roster';
import { isObject } from './is-object.ts';

/** All entries of a machine in a mission: what its ref holds. */
export interface MachineRecord {
  /** The write that made it. */
  readonly write: string;
  /** One for each participant. */
  readonly slots: readonly EntrySlot[];
}

/** One entry, or what somebody wrote in its place. */
export interface EntrySlot {
  /** As it stands there: what is no entry, such as one of a later version, is written back as it is. */
  readonly json: unknown;
  /** The entry and its version; undefined where it is none. */
  readonly content: { readonly entry: EngineEntry; readonly version: string } | undefined;
  /** Why it is none. */
  readonly reason?: string | undefined;
}

/** Reads a record. */
export function readMachineRecord(json: unknown): MachineRecord | undefined {
  if (!isObject(json)) return undefined;
  const { write, entries } = json;
  if (typeof write !== 'string' || !Array.isArray(entries)) return undefined;
  return { write, slots: entries.map(readSlot) };
}

/** What is to be written of a record. */
export function writeMachineRecord({ write, slots }: MachineRecord): unknown {
  return { write, entries: slots.map(({ json }) => json) };
}

/** The slot of an entry that is written now. */
export function slotOf(entry: EngineEntry, version: string): EntrySlot {
  return { json: { version, entry: entryRecord.write(entry) }, content: { entry, version } };
}

/** Whether a slot holds the entry of a participant. */
export function isOf(participantId: string): (slot: EntrySlot) => boolean {
  return ({ content }) => content?.entry.participantId === participantId;
}

function readSlot(json: unknown): EntrySlot {
  if (!isObject(json) || typeof json['version'] !== 'string')
    return { json, content: undefined, reason: 'it has no version' };
  const read = entryRecord.read(json['entry']);
  if (!read.ok) return { json, content: undefined, reason: read.reason };
  return { json, content: { entry: read.value, version: json['version'] } };
}
