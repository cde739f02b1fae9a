import type { Claim } from '../claim/claim.ts';
import { claimShape } from '../claim/claim-codec.ts';
import {
  count,
  listOf,
  objectOf,
  oneOf,
  optional,
  type Shape,
  shapeIssue,
  text,
  timestamp,
} from '../document/shape.ts';
import type { EngineEntry, EnginePlace, EngineTouch, HeldClaim } from './engine-entry.ts';

/** How a record is read from JSON and written as JSON, so that all engines hold the same. */
export interface EngineRecord<T> {
  /** Reads a value that `JSON.parse` made of what somebody else wrote; members that it does not know are kept. */
  readonly read: (json: unknown) => ReadRecord<T>;
  /** Makes what is to be written as JSON. */
  readonly write: (value: T) => unknown;
}

/** What became of reading a record. */
export type ReadRecord<T> =
  /** It is one. */
  | { readonly ok: true; readonly value: T }
  /** It is none; `reason` says which member is wrong, and shows no value. */
  | { readonly ok: false; readonly reason: string };

const place = objectOf<EnginePlace>({
  repository: ['repository', text],
  worktree: ['worktree', optional(text)],
  branch: ['branch', optional(text)],
});

const held = objectOf<HeldClaim>({
  focus: ['focus', text],
  term: ['term', count],
  since: ['since', timestamp],
});

const touch = objectOf<EngineTouch>({ path: ['path', text], at: ['at', timestamp] });

/**
 * Entries as JSON.
 *
 * @example
 * const text = JSON.stringify(entryRecord.write(entry));
 */
export const entryRecord: EngineRecord<EngineEntry> = recordOf(
  objectOf<EngineEntry>({
    participantId: ['participant_id', text],
    alias: ['alias', optional(text)],
    role: ['role', text],
    focus: ['focus', optional(text)],
    driveIntent: ['drive_intent', oneOf('active', 'inactive')],
    joinedAt: ['joined_at', timestamp],
    lastActivityAt: ['last_activity_at', timestamp],
    verdict: ['verdict', oneOf('here', 'quiet', 'unknown', 'gone')],
    claim: ['claim', optional(held)],
    continued: ['continued', optional(text)],
    place: ['place', optional(place)],
    touching: ['touching', optional(listOf(touch))],
  }),
);

/**
 * Claims as JSON.
 *
 * @example
 * const read = claimRecord.read(JSON.parse(text));
 * if (!read.ok) console.error(read.reason); // "term" is not a whole number
 */
export const claimRecord: EngineRecord<Claim> = recordOf(claimShape);

function recordOf<T>(shape: Shape<T>): EngineRecord<T> {
  return {
    read: (json) => {
      const reasons: string[] = [];
      const value = shape.read(json, '', (field, expected) => {
        reasons.push(shapeIssue(field, expected).message);
      });
      const [reason] = reasons;
      if (reason !== undefined) return { ok: false, reason };
      return value === undefined
        ? { ok: false, reason: 'this is not a record' }
        : { ok: true, value };
    },
    write: shape.write,
  };
}
