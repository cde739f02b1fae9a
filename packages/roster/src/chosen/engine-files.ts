import {
  confirmedEnginesPath,
  engineChoicePath,
  engineStatePath,
  lockPathOf,
  ownDirectory,
  rosterDirectory,
  rosterLockPath,
} from '@missionctl/session-model';
import type { Codec, StateFile } from '@missionctl/state-file';
import { checkDirectories, codecFile } from '@missionctl/state-file/operations';
import { claimShape } from '../claim/claim-codec.ts';
import { checkTo, type HomeRoster } from '../directory/home-roster.ts';
import { documentCodec } from '../document/document-codec.ts';
import { listOf, objectOf, optional, text, timestamp, truth } from '../document/shape.ts';
import type { ConfirmedEngines, EngineChoice } from './engine-choice.ts';
import type { EngineState, OwnEntry, SeenClaim, SeenEntry } from './engine-state.ts';

const choice = objectOf<EngineChoice>({
  url: ['url', text],
  namespace: ['namespace', optional(text)],
  readOnly: ['read_only', optional(truth)],
  touching: ['touching', optional(truth)],
  confirmedAt: ['confirmed_at', timestamp],
});

const confirmed = objectOf<ConfirmedEngines>({ confirmed: ['confirmed', listOf(choice)] });

const ownEntry = objectOf<OwnEntry>({
  participantId: ['participant_id', text],
  owedSince: ['owed_since', optional(timestamp)],
  gone: ['gone', truth],
});

const seenClaim = objectOf<SeenClaim>({
  claim: ['claim', claimShape],
  version: ['version', optional(text)],
  gone: ['gone', truth],
  alias: ['alias', optional(text)],
});

const seenEntry = objectOf<SeenEntry>({
  participantId: ['participant_id', text],
  version: ['version', text],
  changedAt: ['changed_at', optional(timestamp)],
  alias: ['alias', optional(text)],
  role: ['role', optional(text)],
  gone: ['gone', optional(truth)],
});

const state = objectOf<EngineState>({
  pausedUntil: ['paused_until', optional(timestamp)],
  failure: ['failure', optional(text)],
  own: ['own', listOf(ownEntry)],
  claims: ['claims', listOf(seenClaim)],
  entries: ['entries', listOf(seenEntry)],
});

/**
 * Describes the file that says which engine was chosen for a mission.
 *
 * @param roster - the roster of the mission
 * @returns the file, as the functions of `@missionctl/state-file` take it
 * @example
 * const found = yield* readState(engineChoiceFile(roster));
 */
export function engineChoiceFile(roster: HomeRoster): StateFile<EngineChoice> {
  const path = engineChoicePath(roster.home, roster.missionId);
  return ofRoster(roster, { path, codec: documentCodec(choice) });
}

/**
 * Describes the file of what a home owes to the engine of a mission, and has seen there. It is atomic and not
 * durable: it is written with each command, and what a power failure takes of it is seen there again.
 *
 * @param roster - the roster of the mission
 * @returns the file, as the functions of `@missionctl/state-file` take it
 * @example
 * const found = yield* readState(engineStateFile(roster));
 */
export function engineStateFile(roster: HomeRoster): StateFile<EngineState> {
  const path = engineStatePath(roster.home, roster.missionId);
  return ofRoster(roster, {
    path,
    codec: documentCodec(state),
    maxBytes: largestState,
    durability: 'atomic',
  });
}

/**
 * Describes the file of the engines that a person has confirmed in a home.
 *
 * @param home - the absolute path of the home
 * @param privacy - what happens to a file that others could read: `repair` (default) makes its mode 0600
 * @returns the file, as the functions of `@missionctl/state-file` take it
 * @example
 * const found = yield* readState(confirmedEnginesFile('/home/me/.spec-kitty'));
 */
export function confirmedEnginesFile(
  home: string,
  privacy: HomeRoster['private'] = 'repair',
): StateFile<ConfirmedEngines> {
  const path = confirmedEnginesPath(home);
  const way = [home, ownDirectory(home)].map((each) => ({ path: each, usable: true }) as const);
  return codecFile({
    path,
    lockPath: lockPathOf(path),
    codec: documentCodec(confirmed),
    private: privacy,
    guard: (access) => checkDirectories(way, access),
  });
}

/** In bytes: what is remembered of a thousand claims and two thousand entries, however long they are. */
const largestState = 4 * 1024 * 1024;

function ofRoster<T>(
  roster: HomeRoster,
  of: {
    readonly path: string;
    readonly codec: Codec<T>;
    readonly maxBytes?: number;
    readonly durability?: 'atomic';
  },
): StateFile<T> {
  const { home, missionId } = roster;
  return codecFile({
    ...of,
    lockPath: rosterLockPath(home, missionId),
    private: roster.private,
    guard: (access) => checkTo(roster, rosterDirectory(home, missionId), access),
  });
}
