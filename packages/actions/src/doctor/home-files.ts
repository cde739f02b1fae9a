import { childPath, type Operation } from '@missionctl/atomic-fs/operations';
import {
  aliasesDirectory,
  confirmedEnginesPath,
  issuerDirectory,
  lockPathOf,
  machinePath,
  missionDirectory,
  missionsDirectory,
  ownDirectory,
  parseAlias,
  parseMissionId,
  participantDirectory,
  pointerPath,
  type SessionAddress,
  sessionPath,
} from '@missionctl/session-model';
import { isDirectory, namesIn, onlyDirectories } from './directories.ts';
import { findRosterFiles, type RosterFiles } from './roster-files.ts';

/** Where a home keeps what is ours. Everything else in it belongs to others and is not looked at. */
export interface HomeFiles {
  /** Directories that were made for sessions, ledgers and rosters: all but the home itself. */
  readonly directories: readonly string[];
  /** The missions that have a directory. */
  readonly missions: readonly string[];
  /** Where a session may be: that of each participant that has a directory. */
  readonly sessions: readonly string[];
  /** The same, each with whose it is. */
  readonly participants: readonly ParticipantPlace[];
  /** Where a ledger is, or something beside one: its lock, say. */
  readonly ledgers: readonly string[];
  readonly pointer: string;
  /** The missions that have a roster. */
  readonly rosters: readonly RosterFiles[];
  /** Where a document of the roster may be, that of the machine among them. */
  readonly records: readonly string[];
  /** Where a document of any kind may be. */
  readonly documents: readonly string[];
  /** Where their locks may be. */
  readonly locks: readonly string[];
}

/** Where the session of a participant may be. */
interface ParticipantPlace {
  readonly address: SessionAddress;
  readonly path: string;
}

/** Finds what is ours below a home, following no links, as far as it can be looked at. */
export function* findHomeFiles(home: string): Operation<HomeFiles> {
  const roots = yield* onlyDirectories([
    missionsDirectory(home),
    issuerDirectory(home),
    ownDirectory(home),
  ]);
  const missions = yield* missionsIn(home);
  const participants: SessionAddress[] = [];
  const aliasRoots: string[] = [];
  for (const missionId of missions) {
    const aliases = yield* onlyDirectories([aliasesDirectory(home, missionId)]);
    aliasRoots.push(...aliases);
    participants.push({ missionId }, ...(yield* aliasesOf(home, missionId)));
  }
  const directories = participants.map((address) => participantDirectory(home, address));
  const sessions = participants.map((address) => sessionPath(home, address));
  const ledgers = yield* ledgersIn(issuerDirectory(home));
  const pointer = pointerPath(home);
  const { rosters, directories: ofRosters } = yield* findRosterFiles(home);
  const withoutOwnLock = rosters.flatMap(({ claims, shown, engine }) => [
    ...claims,
    ...shown,
    ...engine,
  ]);
  const withOwnLock = [
    machinePath(home),
    confirmedEnginesPath(home),
    ...rosters.flatMap(({ presences }) => presences),
  ];
  const others = [pointer, ...sessions, ...ledgers];
  const records = [...withOwnLock, ...withoutOwnLock];
  const locks = [...others, ...withOwnLock].map(lockPathOf);
  return {
    missions,
    directories: [...roots, ...aliasRoots, ...directories, ...ofRosters].toSorted(),
    sessions,
    participants: participants.map((address) => ({ address, path: sessionPath(home, address) })),
    ledgers,
    pointer,
    rosters,
    records,
    documents: [...others, ...records],
    locks: [...locks, ...rosters.map(({ lock }) => lock)],
  };
}

function* missionsIn(home: string): Operation<readonly string[]> {
  const found: string[] = [];
  for (const name of yield* namesIn(missionsDirectory(home))) {
    if (parseMissionId(name).ok && (yield* isDirectory(missionDirectory(home, name)))) {
      found.push(name);
    }
  }
  return found;
}

function* aliasesOf(home: string, missionId: string): Operation<readonly SessionAddress[]> {
  const found: SessionAddress[] = [];
  for (const alias of yield* namesIn(aliasesDirectory(home, missionId))) {
    if (!parseAlias(alias).ok) continue;
    const address = { missionId, alias };
    if (yield* isDirectory(participantDirectory(home, address))) found.push(address);
  }
  return found;
}

function* ledgersIn(issuer: string): Operation<readonly string[]> {
  const names = yield* namesIn(issuer);
  const ids = names.map((name) => ledgerName.exec(name)?.[1]).filter((id) => id !== undefined);
  return [...new Set(ids)]
    .filter((id) => parseMissionId(id).ok)
    .map((id) => childPath(issuer, `${id}.json`));
}

/** A ledger, its lock, or a name that has to be free for that. */
const ledgerName = /^([A-Za-z0-9].*)\.(?:json|lock(?:-journal|-wal|-shm)?)$/;
