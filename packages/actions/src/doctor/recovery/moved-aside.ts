import { basename, dirname, join } from 'node:path';
import { type Operation, readRegularFile } from '@missionctl/atomic-fs/operations';
import type { HomeRoster } from '@missionctl/roster';
import {
  claimFileOf,
  confirmedEnginesFile,
  engineChoiceFile,
  engineStateFile,
  machineFile,
  presenceFile,
  shownFile,
} from '@missionctl/roster/operations';
import {
  claimsDirectory,
  type Issue,
  parseParticipantId,
  presenceDirectory,
  quarantineTime,
  type SessionAddress,
  shownDirectory,
} from '@missionctl/session-model';
import type { Home } from '../../home.ts';
import { namesIn } from '../directories.ts';
import { findHomeFiles } from '../home-files.ts';
import { uncheckedRoster } from '../unchecked-roster.ts';

/** A damaged file that was moved aside and is kept. It is nobody's problem any more. */
export interface MovedAside {
  /** Where it is kept: an absolute path. */
  readonly path: string;
  /** What it was to be. */
  readonly what: 'session' | 'pointer' | 'presence' | 'claim' | 'machine' | 'shown' | 'engine';
  /** Whose session it was, or the mission of a record; undefined for all else. */
  readonly address: SessionAddress | undefined;
  /** When it was moved aside, in milliseconds since the epoch. */
  readonly movedMs: number;
  /** Why it is damaged; none where that is no longer known. */
  readonly issues: readonly Issue[];
}

/** Finds what was moved aside beside the pointer, the sessions and the records of the roster, the latest first. */
export function* findMovedAside(home: Home): Operation<readonly MovedAside[]> {
  const { pointer, participants, rosters } = yield* findHomeFiles(home.path);
  const found: MovedAside[] = [];
  const decodePointer = home.pointer.file.codec.decode;
  found.push(...(yield* asideOf(pointer, { what: 'pointer', decode: decodePointer })));
  const { decode } = home.store.codec;
  for (const { address, path } of participants) {
    found.push(...(yield* asideOf(path, { what: 'session', address, decode })));
  }
  const machine = machineFile(home.path);
  found.push(...(yield* asideOf(machine.path, { what: 'machine', decode: machine.codec.decode })));
  const confirmed = confirmedEnginesFile(home.path);
  const ofConfirmed = { what: 'engine', decode: confirmed.codec.decode } as const;
  found.push(...(yield* asideOf(confirmed.path, ofConfirmed)));
  for (const { missionId } of rosters) {
    found.push(...(yield* asideRecords(uncheckedRoster(home, missionId))));
  }
  return found.toSorted((one, other) => other.movedMs - one.movedMs);
}

interface Kept {
  readonly what: MovedAside['what'];
  readonly address?: SessionAddress;
  readonly decode: (text: string) => { readonly ok: boolean; readonly issues?: readonly Issue[] };
}

/** A record is known by the name that it had, whether or not another is there by now. */
function* asideRecords(roster: HomeRoster): Operation<readonly MovedAside[]> {
  const { home, missionId } = roster;
  const address = { missionId };
  const found: MovedAside[] = [];
  for (const id of yield* originalsIn(presenceDirectory(home, missionId))) {
    if (!parseParticipantId(id).ok) continue;
    const { path, codec } = presenceFile(roster, id);
    found.push(...(yield* asideOf(path, { what: 'presence', address, decode: codec.decode })));
  }
  for (const key of yield* originalsIn(claimsDirectory(home, missionId))) {
    if (!/^[0-9a-f]{40}$/.test(key)) continue;
    const { path, codec } = claimFileOf(roster, key);
    found.push(...(yield* asideOf(path, { what: 'claim', address, decode: codec.decode })));
  }
  for (const id of yield* originalsIn(shownDirectory(home, missionId))) {
    if (!parseParticipantId(id).ok) continue;
    const { path, codec } = shownFile(roster, id);
    found.push(...(yield* asideOf(path, { what: 'shown', address, decode: codec.decode })));
  }
  for (const { path, codec } of [engineChoiceFile(roster), engineStateFile(roster)]) {
    found.push(...(yield* asideOf(path, { what: 'engine', address, decode: codec.decode })));
  }
  return found;
}

function* originalsIn(directory: string): Operation<ReadonlySet<string>> {
  const names = yield* namesIn(directory);
  return new Set(names.flatMap((name) => /^([^.]+)\.json\.damaged-/.exec(name)?.[1] ?? []));
}

function* asideOf(path: string, { what, address, decode }: Kept): Operation<readonly MovedAside[]> {
  const found: MovedAside[] = [];
  for (const name of yield* namesIn(dirname(path))) {
    const movedMs = quarantineTime(name, basename(path));
    if (movedMs === undefined) continue;
    const kept = join(dirname(path), name);
    found.push({ path: kept, what, address, movedMs, issues: yield* issuesAt(kept, decode) });
  }
  return found;
}

/** Nobody has to be able to read it: then its reason is not known. */
function* issuesAt(path: string, decode: Kept['decode']): Operation<readonly Issue[]> {
  try {
    const file = yield* readRegularFile(path);
    if (file === undefined) return [];
    return decode(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes)).issues ?? [];
  } catch {
    return [];
  }
}
