import type { Codec } from '@missionctl/state-file';
import { documentCodec } from '../document/document-codec.ts';
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
import type { Claim, Former, Wish } from './claim.ts';
import { claimKey } from './claim-key.ts';

const former = objectOf<Former>({
  holder: ['holder', text],
  term: ['term', count],
  how: ['how', oneOf('gone', 'taken', 'given')],
});

const wish = objectOf<Wish>({
  by: ['by', text],
  at: ['at', timestamp],
  note: ['note', optional(text)],
});

/** What a claim is as JSON, in a home and at an engine. */
export const claimShape: Shape<Claim> = objectOf<Claim>({
  focus: ['focus', text],
  holder: ['holder', optional(text)],
  term: ['term', count],
  since: ['since', timestamp],
  reason: ['reason', optional(text)],
  reservedFor: ['reserved_for', optional(text)],
  former: ['former', optional(former)],
  wantedBy: ['wanted_by', listOf(wish)],
  note: ['note', optional(text)],
});

const claimCodec: Codec<Claim> = documentCodec(claimShape);

/** The file of a claim of that name: what says that it is of another focus is no claim of either. */
export function claimCodecOf(key: string): Codec<Claim> {
  return {
    ...claimCodec,
    decode(text) {
      const decoded = claimCodec.decode(text);
      if (!decoded.ok || claimKey(decoded.value.focus) === key) return decoded;
      const issues = [shapeIssue('focus', 'the one that the file is named by')];
      return { ok: false, fault: 'wrong-shape', issues };
    },
  };
}
