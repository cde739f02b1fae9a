import { join } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import { ageOf, now } from '../process/clock.ts';
import { isRunning } from '../process/is-running.ts';
import { isObject } from '../record/is-object.ts';
import {
  makePrivate,
  move,
  namesIn,
  removeAll,
  removeFile,
  textOf,
  writeWhole,
} from '../scratch/scratch-files.ts';
import type { ScratchLayout } from '../scratch/scratch-layout.ts';
import type { WriteOutcome } from './write-outcome.ts';
import type { WriteRequest } from './write-request.ts';

/**
 * How the processes of a home hand each other their writes: whoever holds the lock carries all that is
 * pending, and leaves for each what became of it.
 */
export interface Spool {
  /** Hands in a write. */
  readonly add: (request: WriteRequest) => Promise<void>;
  /** What became of a write, if somebody has carried it. */
  readonly outcomeOf: (request: WriteRequest) => Promise<WriteOutcome | undefined>;
  /** Takes a write back; false where somebody carries it, or has. */
  readonly takeBack: (request: WriteRequest) => Promise<boolean>;
  /**
   * Begins to carry: everything that is pending, and what somebody was killed with; one's own among it, as it was
   * left. Under the lock.
   */
  readonly takeAll: (own: WriteRequest) => Promise<readonly WriteRequest[]>;
  /** Leaves what became of a write for the process that wanted it. Under the lock. */
  readonly finish: (request: WriteRequest, outcome: WriteOutcome) => Promise<void>;
  /** Notes that a write was sent and not answered, for whoever carries it next. Under the lock. */
  readonly noteSent: (request: WriteRequest) => Promise<void>;
  /** Removes all traces of a write of one's own. */
  readonly forget: (request: WriteRequest) => Promise<void>;
}

/** How many writes one push carries at most. */
const most = 200;

/** How long anything is kept for a process that does not come for it, in milliseconds. */
const keptMs = 10 * 60_000;

/** The spool of a client's directory. */
export function spoolIn({ pending, carried, done, events }: ScratchLayout): Spool {
  const read = async (name: string): Promise<WriteRequest | undefined> => {
    const request = requestIn(await textOf(join(carried, name)));
    if (request !== undefined && name === request.id && isWanted(request)) return request;
    await removeFile(join(carried, name));
    return undefined;
  };
  return {
    add: async (request) => {
      // Not visible to `takeAll` before it is whole: what is moved has the name of an id.
      const write = (): Promise<void> =>
        writeWhole(join(pending, request.id), JSON.stringify(request));
      try {
        await write();
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT') throw error;
        for (const each of [pending, carried, done, events]) await makePrivate(each);
        await write();
      }
    },
    outcomeOf: async ({ id }) => outcomeIn(await textOf(join(done, id))),
    takeBack: ({ id }) => move(join(pending, id), join(pending, `${id}.back`)),
    takeAll: async (own) => {
      const [waiting, begun] = await Promise.all([pending, carried, done, events].map(youngIn));
      const taken = (waiting ?? []).filter(isId).slice(0, most);
      const ids = [...new Set([...taken, own.id])];
      await Promise.all(ids.map((id) => move(join(pending, id), join(carried, id))));
      const others = new Set([...(begun ?? []), ...ids].filter((id) => id !== own.id));
      const requests = await Promise.all([...others].map(read));
      const mine = requestIn(await textOf(join(carried, own.id))) ?? own;
      return [...requests.flatMap((each) => each ?? []), mine].toSorted((a, b) =>
        a.id < b.id ? -1 : 1,
      );
    },
    finish: async ({ id }, outcome) => {
      await writeWhole(join(done, id), JSON.stringify(outcome));
      await removeFile(join(carried, id));
    },
    noteSent: async (request) => {
      await writeWhole(join(carried, request.id), JSON.stringify({ ...request, sent: true }));
    },
    forget: async ({ id }) => {
      const places = [pending, carried, done].map((directory) => join(directory, id));
      await Promise.all([...places, join(pending, `${id}.back`)].map(removeFile));
    },
  };
}

function isId(name: string): boolean {
  return /^\d+-[0-9a-f]+$/.test(name);
}

/** Who shares a home from another namespace of processes is not seen here, and carries its own later. */
function isWanted({ until, pid }: WriteRequest): boolean {
  return until >= now().wall && isRunning(pid);
}

/** What is in a directory, without what is so old that it is removed. */
async function youngIn(directory: string): Promise<readonly string[]> {
  const names = await namesIn(directory);
  const young = names.filter((name) => ageOf(name) <= keptMs);
  for (const name of names) if (!young.includes(name)) await removeAll(join(directory, name));
  return young;
}

const kinds: readonly unknown[] = ['publish', 'withdraw', 'claim', 'release'];

/** This tool wrote it, in a directory of this user; another version may know other kinds. */
function requestIn(text: string | undefined): WriteRequest | undefined {
  const json = jsonIn(text);
  if (!isObject(json) || !kinds.includes(json['kind'])) return undefined;
  if (typeof json['until'] !== 'number' || typeof json['pid'] !== 'number') return undefined;
  return json as unknown as WriteRequest;
}

function outcomeIn(text: string | undefined): WriteOutcome | undefined {
  const json = jsonIn(text);
  return isObject(json) && typeof json['status'] === 'string'
    ? (json as unknown as WriteOutcome)
    : undefined;
}

function jsonIn(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
