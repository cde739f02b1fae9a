import { childPath, effects, type Operation } from '@missionctl/atomic-fs/operations';
import {
  aliasesDirectory,
  issuerDirectory,
  missionDirectory,
  missionsDirectory,
  parseAlias,
  parseMissionId,
  participantDirectory,
  pointerPath,
  type SessionAddress,
  sessionPath,
} from '@missionctl/session-model';
import { lstatOrNone } from './lstat-or-none.ts';

/** Where a home keeps what is ours. Everything else in it belongs to others and is not looked at. */
export interface HomeFiles {
  /** Directories that were made for sessions and ledgers: all but the home itself. */
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
}

/** Where the session of a participant may be. */
interface ParticipantPlace {
  readonly address: SessionAddress;
  readonly path: string;
}

/** Finds what is ours below a home, following no links, as far as it can be looked at. */
export function* findHomeFiles(home: string): Operation<HomeFiles> {
  const roots = yield* onlyDirectories([missionsDirectory(home), issuerDirectory(home)]);
  const missions = yield* missionsIn(home);
  const participants: SessionAddress[] = [];
  const aliasRoots: string[] = [];
  for (const missionId of missions) {
    const aliases = yield* onlyDirectories([aliasesDirectory(home, missionId)]);
    aliasRoots.push(...aliases);
    participants.push({ missionId }, ...(yield* aliasesOf(home, missionId)));
  }
  const directories = participants.map((address) => participantDirectory(home, address));
  return {
    missions,
    directories: [...roots, ...aliasRoots, ...directories].toSorted(),
    sessions: participants.map((address) => sessionPath(home, address)),
    participants: participants.map((address) => ({ address, path: sessionPath(home, address) })),
    ledgers: yield* ledgersIn(issuerDirectory(home)),
    pointer: pointerPath(home),
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

function* onlyDirectories(paths: readonly string[]): Operation<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) if (yield* isDirectory(path)) found.push(path);
  return found;
}

function* isDirectory(path: string): Operation<boolean> {
  return (yield* lstatOrNone(path))?.kind === 'directory';
}

/** The names in a directory, sorted; none in what is no directory, or cannot be listed. */
export function* namesIn(path: string): Operation<readonly string[]> {
  if (!(yield* isDirectory(path))) return [];
  try {
    return (yield* effects.readdir(path)).toSorted();
  } catch {
    return [];
  }
}
