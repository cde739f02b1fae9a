import { textOfRaw } from './raw-json.ts';
import { converts, isBoxed } from './write-value.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** An object that is written member by member; not what says itself what it is in JSON. */
export function isRecord(value: unknown): value is JsonRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return textOfRaw(value) === undefined && !converts(value) && !isBoxed(value);
}
