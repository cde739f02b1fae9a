import { basename } from 'node:path';
import { readPointer } from '@missionctl/active-pointer/operations';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { readLedger } from '@missionctl/issuer/operations';
import { claimKey, type HomeRoster, type RosterFault } from '@missionctl/roster';
import { findMachine, readRoster } from '@missionctl/roster/operations';
import { claimPath, machinePath, presencePath } from '@missionctl/session-model';
import type { ListedSession } from '@missionctl/session-store';
import { listSessions } from '@missionctl/session-store/operations';
import type { Examined } from '../check.ts';
import type { WrittenContent } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';
import { uncheckedRoster } from '../unchecked-roster.ts';
import { withRepairedModes } from './with-repaired-modes.ts';
import type { WrongMode } from './wrong-modes.ts';

/**
 * What the documents at or below a path say that counts: shown for a person to decide whether they
 * wrote it. Modes are overlooked; what belongs to another user is not read.
 */
export function* contentAt(
  examined: Examined,
  path: string,
  wrong: readonly WrongMode[],
): Operation<readonly WrittenContent[]> {
  return yield* withRepairedModes(
    readContent(examined, path),
    wrong.filter(({ ours }) => ours),
  );
}

function* readContent(
  { home, files }: Examined,
  path: string,
): Operation<readonly WrittenContent[]> {
  const isThere = (each: string): boolean => each === path || each.startsWith(`${path}/`);
  const found: WrittenContent[] = [];
  if (isThere(files.pointer) && (yield* lstatOrNone(files.pointer)) !== undefined) {
    found.push(...(yield* orNothing(pointerContent({ home, files }))));
  }
  if (files.sessions.some(isThere)) {
    const sessions = (yield* orNothing(listSessions(home.readOnlyStore))).filter((each) =>
      isThere(each.path),
    );
    found.push(...sessions.flatMap(sessionContent));
  }
  for (const each of files.ledgers.filter(isThere)) {
    found.push(...(yield* orNothing(ledgerContent(home.path, each))));
  }
  for (const { missionId } of files.rosters) {
    found.push(...(yield* rosterContent(uncheckedRoster(home, missionId))).filter(isIn(isThere)));
  }
  found.push(...(yield* machineContent(home.path)).filter(isIn(isThere)));
  return found;
}

function isIn(isThere: (path: string) => boolean): (content: WrittenContent) => boolean {
  return ({ path }) => isThere(path);
}

function* rosterContent(roster: HomeRoster): Operation<readonly WrittenContent[]> {
  const { home, missionId } = roster;
  const { presences, claims, faults } = yield* readRoster(roster);
  return [
    ...[...presences.keys()].map((participantId): WrittenContent => {
      const path = presencePath(home, missionId, participantId);
      return { what: 'presence', path, missionId, participantId };
    }),
    ...[...claims.values()].map(({ focus, holder = null }): WrittenContent => {
      const path = claimPath(home, missionId, claimKey(focus));
      return { what: 'claim', path, missionId, focus, participantId: holder };
    }),
    ...faults.flatMap(damagedContent),
  ];
}

function* machineContent(home: string): Operation<readonly WrittenContent[]> {
  const { id, fault } = yield* findMachine({ home, private: 'check' });
  if (id !== undefined) return [{ what: 'machine', path: machinePath(home) }];
  return fault === undefined ? [] : damagedContent(fault);
}

/** What is refused for another reason is a finding of its own. */
function damagedContent({ path, cause }: RosterFault): readonly WrittenContent[] {
  return cause === undefined ? [{ what: 'damaged', path }] : [];
}

/** What is refused for another reason is a finding of its own. */
function* orNothing<T>(content: Operation<readonly T[]>): Operation<readonly T[]> {
  try {
    return yield* content;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ERR_UNSAFE_FILE' || code === 'ERR_UNUSABLE_DIRECTORY') return [];
    throw error;
  }
}

function* pointerContent({
  home: { pointer },
  files: { pointer: path },
}: Pick<Examined, 'home' | 'files'>): Operation<readonly WrittenContent[]> {
  try {
    const file = { ...pointer.file, private: 'check' } as const;
    const { active = null } = yield* readPointer({ ...pointer, file });
    return [{ what: 'pointer', path, missionId: active }];
  } catch (error) {
    if (errnoOf(error) !== 'ERR_POINTER_DAMAGED') throw error;
    return [{ what: 'damaged', path }];
  }
}

function sessionContent({ address, path, loaded }: ListedSession): readonly WrittenContent[] {
  if (loaded.status === 'damaged') return [{ what: 'damaged', path }];
  if (loaded.status !== 'joined') return [];
  const { participantId, role, focus } = loaded.session;
  return [{ what: 'session', ...address, path, participantId, role, focus }];
}

function* ledgerContent(home: string, path: string): Operation<readonly WrittenContent[]> {
  const missionId = basename(path, '.json');
  const ledger = yield* readLedger(home, missionId);
  if (ledger.status !== 'present') return [{ what: 'damaged', path }];
  const identities = [...ledger.value.participants].map(([alias, { participantId }]) => ({
    alias,
    participantId,
  }));
  return [{ what: 'ledger', path, missionId, identities }];
}
