import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { acquireLock, acquireLockSync, errnoOf, type LockOptions } from '../src/index.ts';
import { effects, nodeSystem, runSync, type System, withLock } from '../src/operations.ts';
import {
  attacks,
  beforeEach,
  isFree,
  lockUnderAttack,
  type Place,
  realPlace,
  simulatedPlace,
} from './proof/attacks.ts';
import { forms } from './real/forms.ts';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const once = { timeoutMs: 0 };

/** What SQLite says to somebody who opens the file by its plain path. */
function takenByPlainPath(path: string): 'taken' | 'held' {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode=MEMORY; BEGIN IMMEDIATE; PRAGMA user_version=1');
    return 'taken';
  } catch (error) {
    if ((error as { errcode?: unknown }).errcode !== 5) throw error;
    return 'held';
  } finally {
    database.close();
  }
}

describe.each(forms)('$form', ({ acquireLock }) => {
  test.each([
    'a%41b',
    '%',
    'a?mode=memory',
    '#',
    '&modeof=x',
    'a=b',
    'with a blank',
    'with\ta tab',
    'with\na line',
    'file:x',
    ':memory:',
    'é',
  ])('the lock of the path %j is on the file of exactly that name', async (name) => {
    const directory = join(scratch(), name);
    mkdirSync(directory);
    const path = join(directory, name);
    const lock = await acquireLock(path);
    expect(takenByPlainPath(path)).toBe('held');
    lock.release();
    expect(takenByPlainPath(path)).toBe('taken');
    expect(readdirSync(directory)).toEqual([name]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.runIf(process.platform !== 'win32')(
    'slashes at the start of a path begin no name of a host',
    async () => {
      const path = join(scratch(), 'lock');
      for (const start of ['/', '//']) {
        const lock = await acquireLock(`${start}${path}`);
        expect(takenByPlainPath(path)).toBe('held');
        lock.release();
      }
    },
  );

  test('an empty lock file of an older version goes on working, whatever its mode', async () => {
    const path = join(scratch(), 'lock');
    writeFileSync(path, '', { mode: 0o644 });
    const { ino } = statSync(path);
    (await acquireLock(path)).release();
    expect(statSync(path)).toMatchObject({ ino, mode: 0o100644, size: 0 });
  });
});

test('a second name is waited for to disappear, as a driver may show it for a second', () => {
  const place = simulatedPlace(true);
  place.attacker.link(place.lock, `${place.lock}-second`);
  let pauses = 0;
  const system = beforeEach(place.system, (call) => {
    if (call !== 'pause') return;
    pauses += 1;
    if (pauses === 10) place.attacker.unlink(`${place.lock}-second`);
  });
  runSync(
    withLock(place.lock, {}, () => effects.lstat(place.lock)),
    system,
  );
  expect(pauses).toBe(10);
});

test('a second name that stays is refused after little more than a second', () => {
  const place = simulatedPlace(true);
  place.attacker.link(place.lock, `${place.lock}-second`);
  expect(refusalOf(place, place.system, {})).toMatchObject({ reason: 'several-names' });
  expect(place.system.now()).toBe(1200);
});

test.each(['sync', 'async'] as const)(
  'a version that publishes its lock file by link and this one exclude each other, %s',
  async (form) => {
    const acquire =
      form === 'sync' ? async () => acquireLockSync(path, once) : () => acquireLock(path, once);
    const path = join(scratch(), 'lock');
    const older = startProgram('hold-as-before', [path]);
    expect(await older.line()).toBe('held');
    await expect(acquire()).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT' });
    older.say('release');
    await older.ended;
    const lock = await acquire();
    expect(await startProgram('hold-as-before', [path]).line()).toBe('refused');
    lock.release();
    expect(await startProgram('hold-as-before', [path]).line()).toBe('held');
  },
);

describe.each([
  { where: 'simulated', placeWith: simulatedPlace },
  { where: 'real', placeWith: (isThere: boolean) => realPlace(scratch(), isThere) },
])('on the $where file system', ({ placeWith }) => {
  describe.each([
    { what: 'a new lock file', isThere: false },
    { what: 'a lock file that is there', isThere: true },
  ])('$what', ({ isThere }) => {
    const place = (): Place => placeWith(isThere);
    /** The first call after the one that takes the lock, when nobody disturbs. */
    const last = (): number => lockUnderAttack(place(), () => {}, 0).taken + 1;

    test('is refused when a link gets its name before any call up to the one after the lock, and nothing stays locked', () => {
      for (let number = 1; number <= last(); number += 1) {
        const attacked = place();
        const outcome = lockUnderAttack(attacked, attacks['a link'], number);
        expect({ number, ...outcome }).toMatchObject({
          number,
          body: 'not run',
          reason: 'not-a-file',
          left: [],
        });
        expect(isFree(attacked, attacked.victim)).toBe(true);
      }
    });

    test.each(['another file', 'a removal'] as const)(
      'is locked under its name when there is %s before any call up to the one after the lock',
      (attack) => {
        for (let number = 1; number <= last(); number += 1) {
          const outcome = lockUnderAttack(place(), attacks[attack], number);
          expect({ number, ...outcome }).toMatchObject({
            number,
            body: 'locked',
            reason: undefined,
            left: [],
          });
        }
      },
    );

    test('that is replaced each time it is opened is given up after 8 attempts', () => {
      const replaced = place();
      let opened = 0;
      const system = beforeEach(replaced.system, (call) => {
        if (call !== 'openLock') return;
        opened += 1;
        replaced.attacker.close(
          replaced.attacker.open(`${replaced.other}${opened}`, 'create', 0o600),
        );
        replaced.attacker.rename(`${replaced.other}${opened}`, replaced.lock);
      });
      expect(refusalOf(replaced, system)).toMatchObject({ reason: 'unstable' });
      // Creating it is one of them.
      expect(opened).toBe(isThere ? 8 : 7);
    });
  });

  test('a template that is swept before SQLite looks at it is replaced by another one', () => {
    const swept = placeWith(false);
    const { system, created } = sweeping(swept, 3);
    runSync(
      withLock(swept.lock, once, () => effects.lstat(swept.lock)),
      system,
    );
    expect(created()).toBe(4);
    expect(swept.names()).toEqual(['link', 'lock', 'other', 'victim']);
  });

  test('a template that is swept each time is given up after 8 attempts', () => {
    const swept = placeWith(false);
    const { system, created } = sweeping(swept, Infinity);
    expect(refusalOf(swept, system)).toMatchObject({ reason: 'unstable' });
    expect(created()).toBe(8);
    expect(swept.names()).toEqual(['link', 'other', 'victim']);
  });
});

/** Somebody removes the template just before SQLite reads its mode, so many times. */
function sweeping(place: Place, times: number): { system: System; created: () => number } {
  let created = 0;
  const system = beforeEach(place.system, (call) => {
    if (call !== 'createLock') return;
    created += 1;
    const template = place.names().find((name) => name.endsWith('.mode'));
    if (created <= times) place.attacker.unlink(place.lock.replace(/lock$/, String(template)));
  });
  return { system, created: () => created };
}

function refusalOf({ lock }: Place, system: System, options: LockOptions = once): unknown {
  try {
    runSync(
      withLock(lock, options, () => effects.lstat(lock)),
      system,
    );
  } catch (error) {
    expect(errnoOf(error)).toBe('ERR_LOCK_UNAVAILABLE');
    return error;
  }
  return undefined;
}

test('creating a lock file that this process holds already does not free it', async () => {
  const directory = scratch();
  const path = join(directory, 'lock');
  writeFileSync(join(directory, 'template'), '', { mode: 0o600 });
  const lock = acquireLockSync(path);
  nodeSystem.createLock(path, join(directory, 'template'));
  expect(await startProgram('hold-as-before', [path]).line()).toBe('refused');
  lock.release();
});

test('a busy lock is known by its message where SQLite gives no code, as in Deno', () => {
  const failing = (message: string) => ({
    database: {
      exec: () => {
        throw new Error(message);
      },
    },
  });
  const busy = failing('database is locked');
  expect(nodeSystem.tryLock('/lock', busy)).toBe(false);
  expect(() => nodeSystem.tryLock('/lock', failing('disk I/O error'))).toThrow('disk I/O error');
});
