import type { Access, Operation } from '@missionctl/atomic-fs/operations';
import {
  claimPath,
  claimsDirectory,
  type Issue,
  lockPathOf,
  machinePath,
  ownDirectory,
  presenceDirectory,
  presencePath,
  rosterDirectory,
  rosterLockPath,
  rostersDirectory,
} from '@missionctl/session-model';
import type { StateFile } from '@missionctl/state-file';
import {
  absolutePath,
  checkDirectories,
  codecFile,
  requireKeeping,
  requireObject,
  requireText,
} from '@missionctl/state-file/operations';
import type { Claim } from '../claim/claim.ts';
import { claimCodecOf } from '../claim/claim-codec.ts';
import { claimKey } from '../claim/claim-key.ts';
import { documentCodec } from '../document/document-codec.ts';
import { objectOf, text } from '../document/shape.ts';
import type { Presence } from '../entry/presence.ts';
import { presenceCodec } from '../entry/presence-codec.ts';

/** The roster of one mission in a home, as plain data: what the functions here take. */
export interface HomeRoster {
  /** The absolute path of the home. */
  readonly home: string;
  /** The mission. */
  readonly missionId: string;
  /** What happens to a file that others could read. */
  readonly private: 'check' | 'repair';
}

/** Which roster. */
export interface HomeRosterOptions {
  /** The absolute path of the home, or a file URL. */
  readonly home: string | URL;
  /** The mission. */
  readonly missionId: string;
  /** What happens to a file that others could read: `repair` (default) makes its mode 0600. */
  readonly private?: 'check' | 'repair' | undefined;
}

/**
 * Describes the roster of one mission in a home. Nothing is touched.
 *
 * @param options - which home, and which mission
 * @returns what the functions of the home's roster take
 * @throws ERR_INVALID_ID; TypeError when the home is not an absolute path
 * @example
 * const roster = homeRoster({ home: '/home/me/.spec-kitty', missionId: 'demo' });
 */
export function homeRoster(options: HomeRosterOptions): HomeRoster {
  const { missionId, private: privacy = 'repair' } = requireObject('options', options);
  const home = absolutePath('home', options.home);
  requireText('missionId', missionId);
  requireKeeping({ private: privacy });
  // Refused here, before anything is looked at.
  rosterDirectory(home, missionId);
  return { home, missionId, private: privacy };
}

/**
 * Describes the file of a claim. It is written under the roster's lock only, which is this file's.
 *
 * @param roster - the roster
 * @param focus - what is driven, such as `wp:WP01`
 * @returns the file, as the functions of `@missionctl/state-file` take it
 * @example
 * const found = yield* readState(claimFile(roster, 'wp:WP01'));
 */
export function claimFile(roster: HomeRoster, focus: string): StateFile<Claim> {
  return claimFileOf(roster, claimKey(focus));
}

/**
 * Describes the file of a claim by its name, for whoever has found one.
 *
 * @param roster - the roster
 * @param key - the name of the file without its extension, by `claimKey`
 * @returns the file, as the functions of `@missionctl/state-file` take it
 * @throws TypeError for a key that is none
 * @example
 * const found = yield* readState(claimFileOf(roster, claimKey('wp:WP01')));
 */
export function claimFileOf(roster: HomeRoster, key: string): StateFile<Claim> {
  const { home, missionId } = roster;
  return codecFile({
    path: claimPath(home, missionId, key),
    lockPath: rosterLockPath(home, missionId),
    codec: claimCodecOf(key),
    private: roster.private,
    guard: (access) => checkTo(roster, claimsDirectory(home, missionId), access),
  });
}

/**
 * Describes the file in which a participant's own processes record it. It is atomic and not durable:
 * a power failure that loses it costs one more command.
 *
 * @param roster - the roster
 * @param participantId - the participant
 * @returns the file, as the functions of `@missionctl/state-file` take it
 * @throws ERR_INVALID_ID
 * @example
 * const found = yield* readState(presenceFile(roster, participantId));
 */
export function presenceFile(roster: HomeRoster, participantId: string): StateFile<Presence> {
  const { home, missionId } = roster;
  const path = presencePath(home, missionId, participantId);
  return codecFile({
    path,
    lockPath: lockPathOf(path),
    codec: presenceCodec,
    durability: 'atomic',
    private: roster.private,
    guard: (access) => checkTo(roster, presenceDirectory(home, missionId), access),
  });
}

/** The id of the machine that a home is on. */
export interface MachineRecord {
  /** A random text, made once. */
  readonly id: string;
}

const machineCodec = documentCodec(objectOf<MachineRecord>({ id: ['id', text] }));

/**
 * Describes the file that holds the random id of a home's machine.
 *
 * @param home - the absolute path of the home
 * @param privacy - what happens to a file that others could read: `repair` (default) makes its mode 0600
 * @returns the file, as the functions of `@missionctl/state-file` take it
 * @example
 * const found = yield* readState(machineFile('/home/me/.spec-kitty'));
 */
export function machineFile(
  home: string,
  privacy: HomeRoster['private'] = 'repair',
): StateFile<MachineRecord> {
  const path = machinePath(home);
  return codecFile({
    path,
    lockPath: lockPathOf(path),
    codec: machineCodec,
    private: privacy,
    guard: (access) => checkDirectories(usable([home, ownDirectory(home)]), access),
  });
}

/** Checks the directories from the home down to one of the roster. */
export function checkTo(
  { home, missionId }: HomeRoster,
  directory: string,
  access: Access,
): Operation<readonly Issue[]> {
  const way = [home, ownDirectory(home), rostersDirectory(home), rosterDirectory(home, missionId)];
  return checkDirectories(usable([...way, directory]), access);
}

function usable(paths: readonly string[]): readonly { path: string; usable: true }[] {
  return paths.map((path) => ({ path, usable: true }));
}
