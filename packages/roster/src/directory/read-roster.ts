import { errnoOf, FileReadError } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  claimsDirectory,
  type Issue,
  parseParticipantId,
  presenceDirectory,
} from '@missionctl/session-model';
import type { StateFile } from '@missionctl/state-file';
import { readStored } from '@missionctl/state-file/operations';
import type { Claim } from '../claim/claim.ts';
import { claimKey } from '../claim/claim-key.ts';
import type { Presence } from '../entry/presence.ts';
import { checkTo, claimFileOf, type HomeRoster, presenceFile } from './home-roster.ts';

/** A file or a directory of the roster that cannot be believed; the others are shown all the same. */
export interface RosterFault {
  /** What it is of: `null` where the whole directory cannot be read. */
  readonly of: 'presence' | 'claim';
  /** The path of the file, or of the directory. */
  readonly path: string;
  /** Which participant recorded it; undefined for a claim, and for a directory. */
  readonly participantId?: string | undefined;
  /** Why, as the message of an error says it. */
  readonly message: string;
  /** Every reason, for a file that was read. */
  readonly issues: readonly Issue[];
  /** What was thrown, for all that is not damage. */
  readonly cause?: unknown;
}

/** What the roster of a home says. */
export interface RosterView {
  /** By participant id. */
  readonly presences: ReadonlyMap<string, Presence>;
  /** By focus. */
  readonly claims: ReadonlyMap<string, Claim>;
  /** What could not be read. */
  readonly faults: readonly RosterFault[];
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/** Which claims are read: those that are free stay recorded, for their terms. */
export interface RosterSelection {
  /** The claims of these focuses; default: every one. */
  readonly focuses?: readonly string[] | undefined;
}

/**
 * Reads what every participant of a mission recorded, and the claims. Takes no lock and creates
 * nothing. Whatever cannot be read is a fault of its own, and hides nothing else.
 *
 * @param roster - the roster
 * @param selection - which claims; default: every one
 * @returns presences, claims, and what could not be read
 * @throws ERR_FILE_READ when descriptors or memory ran out, which says nothing about the files
 * @example
 * const { presences, claims, faults } = yield* readRoster(roster);
 */
export function* readRoster(
  roster: HomeRoster,
  { focuses }: RosterSelection = {},
): Operation<RosterView> {
  const faults: RosterFault[] = [];
  const warnings: Issue[] = [];
  const presences = yield* readPresences(roster, { faults, warnings });
  const reading = { faults, warnings };
  const claims =
    focuses === undefined
      ? yield* readClaims(roster, reading)
      : yield* readClaimsOf(roster, focuses, reading);
  return { presences, claims, faults, warnings };
}

interface Reading {
  readonly faults: RosterFault[];
  readonly warnings: Issue[];
}

function* readPresences(
  roster: HomeRoster,
  reading: Reading,
): Operation<ReadonlyMap<string, Presence>> {
  const found = new Map<string, Presence>();
  const directory = presenceDirectory(roster.home, roster.missionId);
  for (const name of yield* namesIn(roster, { directory, of: 'presence' }, reading)) {
    const participantId = name.replace(/\.json$/, '');
    // Compared too: a name in lower case would be another participant's file.
    const parsed = parseParticipantId(participantId);
    if (name === participantId || !parsed.ok || parsed.value !== participantId) continue;
    const about = { of: 'presence', participantId } as const;
    const presence = yield* readOne(presenceFile(roster, participantId), about, reading);
    if (presence !== undefined) found.set(participantId, presence);
  }
  return found;
}

function* readClaims(roster: HomeRoster, reading: Reading): Operation<ReadonlyMap<string, Claim>> {
  const found = new Map<string, Claim>();
  const directory = claimsDirectory(roster.home, roster.missionId);
  for (const name of yield* namesIn(roster, { directory, of: 'claim' }, reading)) {
    if (!/^[0-9a-f]{40}\.json$/.test(name)) continue;
    const claim = yield* readClaim(roster, name.slice(0, 40), reading);
    if (claim !== undefined) found.set(claim.focus, claim);
  }
  return found;
}

function* readClaimsOf(
  roster: HomeRoster,
  focuses: readonly string[],
  reading: Reading,
): Operation<ReadonlyMap<string, Claim>> {
  const found = new Map<string, Claim>();
  for (const focus of new Set(focuses)) {
    const claim = yield* readClaim(roster, claimKey(focus), reading);
    if (claim !== undefined) found.set(claim.focus, claim);
  }
  return found;
}

/** One that says that it is of another focus than its name is no claim of either. */
function* readClaim(
  roster: HomeRoster,
  key: string,
  reading: Reading,
): Operation<Claim | undefined> {
  const file = claimFileOf(roster, key);
  const claim = yield* readOne(file, { of: 'claim' }, reading);
  if (claim === undefined || claimKey(claim.focus) === key) return claim;
  const message = `claim is of another focus than its name: '${file.path}'`;
  reading.faults.push({ of: 'claim', path: file.path, message, issues: [] });
  return undefined;
}

/** The names in one of the roster's directories, sorted; none where there is no directory. */
function* namesIn(
  roster: HomeRoster,
  { directory, of }: { readonly directory: string; readonly of: RosterFault['of'] },
  { faults, warnings }: Reading,
): Operation<readonly string[]> {
  try {
    const found = yield* checkTo(roster, directory, 'read');
    const names = yield* effects.readdir(directory);
    warnings.push(...found.filter((each) => !warnings.some((other) => isSame(each, other))));
    return names.toSorted();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    const fault = errnoOf(error)?.startsWith('ERR_') === true;
    const cause = fault ? error : new FileReadError(directory, error);
    faults.push({ of, path: directory, message: messageOf(cause), issues: [], cause });
    return [];
  }
}

/** Both directories are reached by the same way. */
function isSame(one: Issue, other: Issue): boolean {
  return one.code === other.code && one.message === other.message;
}

function* readOne<T>(
  file: StateFile<T>,
  about: Pick<RosterFault, 'of' | 'participantId'>,
  { faults, warnings }: Reading,
): Operation<T | undefined> {
  try {
    const stored = yield* readStored(file, []);
    if (stored.status === 'present') {
      warnings.push(...stored.warnings);
      return stored.value;
    }
    if (stored.status === 'damaged') {
      const { path, fault, issues } = stored;
      const why = issues.map(({ message }) => message).join('; ');
      faults.push({
        ...about,
        path,
        message: `${about.of} is ${fault}: '${path}': ${why}`,
        issues,
      });
    }
  } catch (error) {
    if (errnoOf(error) === 'ERR_FILE_READ') throw error;
    faults.push({ ...about, path: file.path, message: messageOf(error), issues: [], cause: error });
  }
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
