import { relative } from 'node:path';
import type { SessionState } from '@missionctl/session-model';
import type { Claim } from '../claim/claim.ts';
import type { Presence } from '../entry/presence.ts';
import type { Verdict } from '../verdict/verdict-of.ts';
import type { EngineEntry, EnginePlace, EngineTouch } from './engine-entry.ts';
import { publicRemote } from './public-remote.ts';
import { saltedHash } from './salted-hash.ts';

/** What a home knows of one of its participants. */
export interface HomeParticipant {
  /** Its session. */
  readonly session: SessionState;
  /** The name that this home gave it; undefined for the owner of the home. */
  readonly alias: string | undefined;
  /** What it recorded of itself; undefined where nothing is, or it is damaged. */
  readonly presence: Presence | undefined;
  /** Whether it is alive, as this home proves it. */
  readonly verdict: Verdict;
  /** The claim that it holds with effect; undefined for none. */
  readonly claim: Claim | undefined;
}

/** What an entry needs besides the participant. */
export interface Projection {
  /** The id of this machine: hashes of paths are made with it, so that equal paths elsewhere differ. */
  readonly machine: string;
  /** The remote of the participant's repository, as git is configured; undefined for none. */
  readonly remote: string | undefined;
  /** Whether the files that it changes are published; default: false. */
  readonly touching?: boolean | undefined;
}

/**
 * Makes what leaves the home of one of its participants: each member is taken by its name, so that a new
 * one of a session stays at home. No token, URL of an API, absolute path or anchor is in it.
 *
 * @param participant - what the home knows of it
 * @param projection - the machine, the remote, and whether files are published
 * @returns the entry
 * @example
 * await engine.publish('demo', engineEntryOf(participant, { machine, remote: undefined }));
 */
export function engineEntryOf(participant: HomeParticipant, projection: Projection): EngineEntry {
  const { session, alias, presence, verdict, claim } = participant;
  return {
    participantId: session.participantId,
    alias,
    role: session.role,
    focus: session.focus ?? undefined,
    driveIntent: session.driveIntent === 'active' ? 'active' : 'inactive',
    joinedAt: session.joinedAt,
    lastActivityAt: session.lastActivityAt,
    verdict,
    claim: claim && { focus: claim.focus, term: claim.term, since: claim.since },
    continued: presence?.continued,
    place: placeOutside(presence, projection),
    touching: projection.touching === true ? touchesOutside(presence) : undefined,
  };
}

function placeOutside(
  presence: Presence | undefined,
  { machine, remote }: Projection,
): EnginePlace | undefined {
  const place = presence?.place;
  if (place === undefined) return undefined;
  const { repository, worktree, branch } = place;
  return {
    repository: publicRemote(remote) ?? saltedHash(machine, remote ?? repository),
    worktree: worktree === undefined ? undefined : saltedHash(machine, worktree),
    branch,
  };
}

/**
 * Makes what others may see of the files that a participant changes: their paths in its worktree. What is outside
 * of it is nobody's business elsewhere.
 *
 * @param presence - what the participant recorded of itself
 * @returns the files; undefined outside of any worktree
 * @example
 * const paths = touchesOutside(presence)?.map(({ path }) => path); // ['src/main.ts']
 */
export function touchesOutside(presence: Presence | undefined): readonly EngineTouch[] | undefined {
  const worktree = presence?.place?.worktree;
  if (worktree === undefined) return undefined;
  return presence?.touching.flatMap(({ path, at }) => {
    const inside = relative(worktree, path).replaceAll('\\', '/');
    return /^(?:\.\.(?:\/|$)|\/|[A-Za-z]:|$)/.test(inside) ? [] : [{ path: inside, at }];
  });
}
