import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, type LockUnavailableError } from '../../src/index.ts';
import { effects, nodeSystem, runSync, type System, withLock } from '../../src/operations.ts';
import { createMachine } from '../../src/testing.ts';

/** A directory in which a lock is taken, and what somebody else can do in it meanwhile. */
export interface Place {
  readonly lock: string;
  /** An empty file to which `link` leads. */
  readonly victim: string;
  readonly link: string;
  readonly other: string;
  readonly system: System;
  readonly attacker: System;
  readonly names: () => readonly string[];
}

export type Attack = (place: Place) => void;

export const attacks: Readonly<Record<'a link' | 'another file' | 'a removal', Attack>> = {
  'a link': ({ attacker, link, lock }) => attacker.rename(link, lock),
  'another file': ({ attacker, other, lock }) => attacker.rename(other, lock),
  'a removal': ({ attacker, lock }) => {
    if (attacker.lstat(lock) !== undefined) attacker.unlink(lock);
  },
};

export function simulatedPlace(isThere: boolean): Place {
  const machine = createMachine({
    files: {
      '/d/victim': '',
      '/d/other': '',
      '/d/link': { kind: 'symlink', leadsTo: '/d/victim' },
      ...(isThere ? { '/d/lock': '' } : {}),
    },
  });
  const { system } = machine.start();
  return placeAt('/d', { system, attacker: machine.start().system });
}

export function realPlace(directory: string, isThere: boolean): Place {
  const root = join(directory, 'd');
  mkdirSync(root);
  for (const name of ['victim', 'other', ...(isThere ? ['lock'] : [])]) {
    writeFileSync(join(root, name), '', { mode: 0o600 });
  }
  symlinkSync(join(root, 'victim'), join(root, 'link'));
  return placeAt(root, { system: nodeSystem, attacker: nodeSystem });
}

function placeAt(root: string, systems: Pick<Place, 'system' | 'attacker'>): Place {
  const paths = { lock: `${root}/lock`, victim: `${root}/victim` };
  const others = { link: `${root}/link`, other: `${root}/other` };
  const names = (): readonly string[] => systems.attacker.readdir(root);
  return { ...paths, ...others, ...systems, names };
}

/** What became of a lock that was attacked before one of its calls. */
export interface Attacked {
  /** Whether the body ran, and then whether the file that has the name was locked by it. */
  readonly body: 'not run' | 'locked' | 'not locked';
  readonly reason: string | undefined;
  /** The number of the call that took the lock. */
  readonly taken: number;
  readonly left: readonly string[];
}

/** Takes the lock of a place, and lets `attack` come before the call with this number. */
export function lockUnderAttack(place: Place, attack: Attack, number: number): Attacked {
  let calls = 0;
  let taken = 0;
  let body: Attacked['body'] = 'not run';
  let reason: string | undefined;
  const system = beforeEach(place.system, (call) => {
    calls += 1;
    if (call === 'tryLock') taken = calls;
    if (calls === number) attack(place);
  });
  const inBody = (): void => {
    body = isFree(place, place.lock) ? 'not locked' : 'locked';
  };
  try {
    runSync(
      withLock(place.lock, { timeoutMs: 0 }, () => effects.invoke(inBody)),
      system,
    );
  } catch (error) {
    if (errnoOf(error) !== 'ERR_LOCK_UNAVAILABLE') throw error;
    ({ reason } = error as LockUnavailableError);
  }
  const left = place.names().filter((name) => name.startsWith('.'));
  return { body, reason, taken, left };
}

/** Whether somebody else could lock a file now. */
export function isFree({ attacker }: Place, path: string): boolean {
  const connection = attacker.openLock(path);
  try {
    return attacker.tryLock(path, connection);
  } finally {
    attacker.closeLock(path, connection);
  }
}

/** The same calls, with something done before each. */
export function beforeEach(system: System, before: (call: string) => void): System {
  return new Proxy(system, {
    get(target, call) {
      before(String(call));
      return Reflect.get(target, call) as unknown;
    },
  });
}
