import type { Codec } from '@missionctl/state-file';
import { documentCodec } from '../document/document-codec.ts';
import { count, listOf, objectOf, optional, text, timestamp, truth } from '../document/shape.ts';
import type { Anchor } from '../verdict/anchor.ts';
import type { Place, Presence, Touch } from './presence.ts';

const anchor = objectOf<Anchor>({
  kind: ['kind', text],
  machine: ['machine', text],
  boot: ['boot', text],
  pidNamespace: ['pid_namespace', text],
  pid: ['pid', count],
  start: ['start', text],
});

const place = objectOf<Place>({
  repository: ['repository', text],
  worktree: ['worktree', optional(text)],
  branch: ['branch', optional(text)],
});

const touch = objectOf<Touch>({ path: ['path', text], at: ['at', timestamp] });

/** The file in which a participant's own processes record it. */
export const presenceCodec: Codec<Presence> = documentCodec(
  objectOf<Presence>({
    anchors: ['anchors', listOf(anchor)],
    anchored: ['anchored', truth],
    place: ['place', optional(place)],
    harness: ['harness', optional(text)],
    waiting: ['waiting', optional(timestamp)],
    ended: ['ended', optional(timestamp)],
    subagents: ['subagents', optional(count)],
    touching: ['touching', listOf(touch)],
    continued: ['continued', optional(text)],
    joinedBy: ['joined_by', optional(text)],
  }),
);
