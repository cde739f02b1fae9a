import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  claimsDirectory,
  type Issue,
  parseParticipantId,
  presenceDirectory,
} from '@missionctl/session-model';
import type { Claim } from '../claim/claim.ts';
import type { Presence } from '../entry/presence.ts';
import { checkTo, claimFile, claimFileOf, type HomeRoster, presenceFile } from './home-roster.ts';
import { mayRead, namesIn, type Reading, readOne } from './read-records.ts';
import type { RosterFault } from './roster-fault.ts';

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
    const file = claimFileOf(roster, name.slice(0, 40));
    const claim = yield* readOne(file, { of: 'claim' }, reading);
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
  const directory = claimsDirectory(roster.home, roster.missionId);
  const way = checkTo(roster, directory, 'read');
  if (!(yield* mayRead(way, { directory, of: 'claim' }, reading))) return found;
  for (const focus of new Set(focuses)) {
    const claim = yield* readOne(claimFile(roster, focus), { of: 'claim' }, reading);
    if (claim !== undefined) found.set(claim.focus, claim);
  }
  return found;
}
