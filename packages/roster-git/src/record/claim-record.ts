import { type Claim, claimKey, claimRecord } from '@missionctl/roster';
import { isObject } from './is-object.ts';

/** A claim as its ref holds it. */
export interface WrittenClaim {
  /** The write that made it. */
  readonly write: string;
  /** The record. */
  readonly claim: Claim;
}

/** Reads what the ref of a claim holds: a claim of another focus is none of this one. */
export function readWrittenClaim(json: unknown, key: string): WrittenClaim | string {
  if (!isObject(json) || typeof json['write'] !== 'string') return 'it names no write';
  const read = claimRecord.read(json['claim']);
  if (!read.ok) return read.reason;
  if (claimKey(read.value.focus) !== key) return 'it is of another focus than its ref';
  return { write: json['write'], claim: read.value };
}

/** What is to be written of a claim. */
export function writeWrittenClaim({ write, claim }: WrittenClaim): unknown {
  return { write, claim: claimRecord.write(claim) };
}
