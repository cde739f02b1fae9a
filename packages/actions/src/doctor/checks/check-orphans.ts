import { basename, dirname } from 'node:path';
import type { Orphan } from '@missionctl/atomic-fs';
import { type Operation, removeOrphans } from '@missionctl/atomic-fs/operations';
import {
  claimsDirectory,
  documentOf,
  lockPathOf,
  presencePath,
  shownDirectory,
} from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import { ownOrphansIn } from '../../own-orphans.ts';
import { pinOrphans, removePinOrphans } from '../../switch/pin-orphans.ts';
import type { Check, FixResult, Problem } from '../check.ts';
import type { HomeFiles } from '../home-files.ts';

/** Below this age a pending file is taken for that of a writer at work. */
const liveMs = 5000;

/** Pending files of ours whose writers were killed: those of the home's documents, and of the pin here. */
export const checkOrphans: Check = function* ({ home, files, options: { directory } }) {
  const newest = home.clock() - liveMs;
  const found: Problem[] = [];
  for (const each of [home.path, ...files.directories]) {
    for (const orphan of yield* ownOrphansIn(each)) {
      const sweep = sweepOf(home.path, files, orphan.target);
      if (sweep === undefined || orphan.modifiedMs >= newest) continue;
      found.push(problemOf(orphan, removal(sweep)));
    }
  }
  if (directory === undefined) return found;
  const nowMs = home.clock();
  const ofPin = yield* pinOrphans(directory, nowMs);
  return [...found, ...ofPin.map((orphan) => problemOf(orphan, pinRemoval(directory, nowMs)))];
};

type Apply = (wait: LockWait) => Operation<FixResult>;

function problemOf({ path, target, bytes }: Orphan, apply: Apply): Problem {
  const remedy = { fix: 'remove-orphan', apply } as const;
  return { code: 'ORPHAN', path, facts: { target, bytes }, remedy };
}

/** What is swept of its pending files, and the lock that is held meanwhile. */
interface Sweep {
  readonly target: string;
  readonly lockPath: string;
}

/**
 * Undefined for what is no document of ours, and no lock of one. All claims of a mission have one lock, and
 * what concerns its engine has the same.
 */
function sweepOf(home: string, { rosters }: HomeFiles, target: string): Sweep | undefined {
  if (rosters.some(({ lock }) => lock === target)) return { target, lockPath: target };
  const document = documentOf(home, target);
  if (document === undefined) return undefined;
  const roster = rosters.find(
    ({ missionId, engine }) =>
      engine.includes(document) || claimsDirectory(home, missionId) === dirname(document),
  );
  if (roster !== undefined) return { target: document, lockPath: roster.lock };
  const lockPath = lockPathOf(presenceOf(home, rosters, document) ?? document);
  return { target: document, lockPath };
}

/** The presence whose lock is that of what an agent was shown; undefined for any other document. */
function presenceOf(
  home: string,
  rosters: HomeFiles['rosters'],
  document: string,
): string | undefined {
  const of = rosters.find(({ missionId }) => shownDirectory(home, missionId) === dirname(document));
  return of && presencePath(home, of.missionId, basename(document, '.json'));
}

/** Under the lock of the document; the pending files of its lock file are removed with its own. */
function removal({ target, lockPath }: Sweep): Apply {
  return function* ({ timeoutMs }) {
    const choice = { target, lockPath, timeoutMs };
    return { done: 'remove-orphan', removed: yield* removeOrphans(dirname(target), choice) };
  };
}

function pinRemoval(directory: string, nowMs: number): () => Operation<FixResult> {
  return function* () {
    return { done: 'remove-orphan', removed: yield* removePinOrphans(directory, nowMs) };
  };
}
