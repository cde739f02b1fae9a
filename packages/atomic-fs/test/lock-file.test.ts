import { execFileSync } from 'node:child_process';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquireLockSync } from '../src/index.ts';
import { withLock } from '../src/operations.ts';
import { createMachine, finish, startTask } from '../src/testing.ts';
import { forms } from './real/forms.ts';
import { requireLab } from './real/lab.ts';
import type { Outcome } from './real/outcome.ts';
import { onPrivateMount } from './real/private-mount.ts';
import { resultOf, startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const once = { timeoutMs: 0 };

const obstacles: readonly {
  readonly kind: string;
  readonly plant: (path: string) => void;
  /** The state that must not change. */
  readonly facts: (path: string) => unknown;
}[] = [
  {
    kind: 'file with content',
    plant: (path) => writeFileSync(path, 'precious'),
    facts: (path) => readFileSync(path, 'utf8'),
  },
  { kind: 'file without content', plant: (path) => writeFileSync(path, ''), facts: inodeOf },
  { kind: 'directory', plant: (path) => mkdirSync(path), facts: inodeOf },
  { kind: 'dangling link', plant: (path) => symlinkSync('nowhere', path), facts: inodeOf },
];

describe.each(forms)('the lock file, $form', ({ acquireLock, withLock, replaceFile }) => {
  test('is created empty and 0600, and stays so, with nothing beside it, during and after the lock', async () => {
    const directory = scratch();
    const path = join(directory, 'lock');
    const lock = await acquireLock(path);
    expect(readdirSync(directory)).toEqual(['lock']);
    expect(lstatSync(path)).toMatchObject({ size: 0, mode: 0o100600, nlink: 1 });
    lock.release();
    const { ino } = lstatSync(path);
    for (let i = 0; i < 20; i += 1) await withLock(path, {}, () => {});
    expect(readdirSync(directory)).toEqual(['lock']);
    expect(lstatSync(path)).toMatchObject({ size: 0, mode: 0o100600, nlink: 1, ino });
  });

  test('no journal appears beside it, whatever is done under the lock', async () => {
    const directory = scratch();
    const path = join(directory, 'lock');
    const seen = new Set<string>();
    await withLock(path, {}, () => {
      for (const name of readdirSync(directory)) seen.add(name);
    });
    const lock = await acquireLock(path);
    await replaceFile(join(directory, 'state.json'), 'x');
    for (const name of readdirSync(directory)) seen.add(name);
    lock.release();
    expect([...seen].toSorted()).toEqual(['lock', 'state.json']);
  });

  const takenNames = ['lock-journal', 'lock-wal', 'lock-shm'].flatMap((name) =>
    obstacles.flatMap(({ kind, plant, facts }) =>
      [false, true].map((exists) => ({ name, kind, plant, facts, exists })),
    ),
  );

  test.each(takenNames)(
    'is refused beside $name, a $kind, which stays as it was; lock file there before: $exists',
    async ({ name, plant, facts, exists }) => {
      const directory = scratch();
      const path = join(directory, 'lock');
      const taken = join(directory, name);
      if (exists) writeFileSync(path, '', { mode: 0o600 });
      plant(taken);
      const before = { names: readdirSync(directory), taken: facts(taken) };
      const refusal = {
        code: 'ERR_LOCK_UNAVAILABLE',
        path,
        reason: 'name-taken',
        takenPath: taken,
      };
      await expect(acquireLock(path, once)).rejects.toMatchObject(refusal);
      await expect(withLock(path, once, () => {})).rejects.toMatchObject(refusal);
      expect({ names: readdirSync(directory), taken: facts(taken) }).toEqual(before);
    },
  );

  test('is refused for a name that was taken after the first lock, and granted when that name is free again', async () => {
    const directory = scratch();
    const path = join(directory, 'lock');
    (await acquireLock(path)).release();
    writeFileSync(`${path}-journal`, 'precious');
    await expect(acquireLock(path, once)).rejects.toMatchObject({ code: 'ERR_LOCK_UNAVAILABLE' });
    expect(readFileSync(`${path}-journal`, 'utf8')).toBe('precious');
    unlinkSync(`${path}-journal`);
    (await acquireLock(path, once)).release();
  });

  test.runIf(process.platform === 'linux').each(['-journal', '-wal'])(
    'is waited for without deleting a file X%s that appears meanwhile',
    async (suffix) => {
      const path = join(scratch(), 'lock');
      const holder = startProgram('hold-and-plant', [path, `${path}${suffix}`]);
      expect(await holder.line()).toBe('held');
      holder.say('plant, and release, once it is waited for');
      (await acquireLock(path, { timeoutMs: 30_000 })).release();
      expect(readFileSync(`${path}${suffix}`, 'utf8')).toBe('precious');
    },
  );

  test('can be locked with a name so long that no suffix fits', async () => {
    const path = join(scratch(), 'n'.repeat(255));
    writeFileSync(path, '', { mode: 0o600 });
    (await acquireLock(path, once)).release();
  });

  test.each<readonly [string, string, (path: string) => void]>([
    ['a link to an empty file', 'not-a-file', linkToEmptyFile],
    ['a link that leads nowhere', 'not-a-file', (path) => symlinkSync('nowhere', path)],
    ['a FIFO', 'not-a-file', (path) => void execFileSync('mkfifo', [path])],
    ['a directory', 'not-a-file', (path) => mkdirSync(path)],
    ['garbage', 'not-empty', (path) => writeFileSync(path, 'garbage')],
    ['one byte', 'not-empty', (path) => writeFileSync(path, '\0')],
    ['a database', 'not-empty', (path) => writeFileSync(path, 'SQLite format 3\0')],
    ['a file of two names', 'several-names', fileOfTwoNames],
    ['no directory around it', 'cannot-create', inNoDirectory],
  ])(
    '%s is no lock: ERR_LOCK_UNAVAILABLE, never a holder',
    { timeout: 5000 },
    async (_what, reason, plant) => {
      const directory = scratch();
      const path = join(directory, 'place', 'lock');
      mkdirSync(join(directory, 'place'));
      plant(path);
      const before = readdirSync(directory, { recursive: true });
      // Twice, since what a first attempt leaves behind must not let a second one succeed.
      for (let i = 0; i < 2; i += 1) {
        const refused = expect(acquireLock(path, { timeoutMs: 50 })).rejects;
        await refused.toMatchObject({ code: 'ERR_LOCK_UNAVAILABLE', path, reason });
      }
      expect(readdirSync(directory, { recursive: true })).toEqual(before);
    },
  );

  test('a second name that is the pending name of its killed creator is accepted', async () => {
    const directory = scratch();
    const path = join(directory, 'lock');
    writeFileSync(path, '', { mode: 0o600 });
    linkSync(path, join(directory, '.lock.0123456789ab.tmp'));
    (await acquireLock(path)).release();
  });

  test('a lock path longer than SQLite can open is ERR_LOCK_UNAVAILABLE', async () => {
    const deep = join(scratch(), 'd'.repeat(200), 'd'.repeat(200), 'd'.repeat(200));
    mkdirSync(deep, { recursive: true });
    const path = join(deep, 'lock');
    await expect(acquireLock(path)).rejects.toMatchObject({
      code: 'ERR_LOCK_UNAVAILABLE',
      path,
      reason: 'cannot-open',
    });
  });
});

function inodeOf(path: string): number {
  return lstatSync(path).ino;
}

function linkToEmptyFile(path: string): void {
  writeFileSync(`${path}-target`, '');
  symlinkSync(`${path}-target`, path);
}

function fileOfTwoNames(path: string): void {
  writeFileSync(path, '');
  linkSync(path, `${path}-other`);
}

function inNoDirectory(path: string): void {
  execFileSync('rmdir', [join(path, '..')]);
}

type Refusals = Readonly<Record<string, Readonly<Record<string, Outcome>>>>;

test('a lock file that we cannot open or create is ERR_LOCK_UNAVAILABLE, each time', async () => {
  const found = await resultOf<Refusals>('as-nobody', [scratch()]);
  const refused = (facts: string): unknown => ({ code: 'ERR_LOCK_UNAVAILABLE', facts });
  for (const outcomes of Object.values(found)) {
    expect(outcomes).toMatchObject({
      'lock read-only': refused('not-writable ERR_SQLITE_ERROR'),
      'lock read-only again': refused('not-writable ERR_SQLITE_ERROR'),
      'lock write-only': refused('cannot-open ERR_SQLITE_ERROR'),
      'lock in unwritable': refused('cannot-create ERR_ATOMIC_WRITE'),
      'lock in unsearchable': refused('cannot-open EACCES'),
      'lock in unlistable': refused('cannot-open EACCES'),
    });
  }
});

test('a lock file of another user is ERR_LOCK_UNAVAILABLE', async (context) => {
  requireLab(context, process.geteuid?.() === 0 ? undefined : 'needs root to make such a file');
  const found = await resultOf<Refusals>('as-nobody', [scratch()]);
  for (const outcomes of Object.values(found)) {
    expect(outcomes['lock foreign']).toMatchObject({
      code: 'ERR_LOCK_UNAVAILABLE',
      facts: 'not-ours',
    });
  }
});

test('on a read-only mount a lock fails as a write does, on an old lock file and on a new one', async (context) => {
  const directory = scratch();
  const mount = onPrivateMount(directory, 64 * 1024);
  if ('obstacle' in mount) return requireLab(context, mount.obstacle);
  const { found } = await resultOf<{ found: Refusals }>('on-read-only-mount', [directory], mount);
  const refused = { code: 'ERR_ATOMIC_WRITE', facts: 'create unchanged EROFS' };
  for (const outcomes of Object.values(found)) {
    expect(outcomes).toMatchObject({
      'lock, there': refused,
      'lock, there, again': refused,
      'lock, new': refused,
    });
  }
});

test.each([':memory:', 'file:lock', 'file:lock?mode=memory'])(
  'the relative name %s, which SQLite would take for something else, has one holder',
  async (name) => {
    const directory = scratch();
    expect(await resultOf<Outcome>('lock-by-odd-name', [directory, name])).toMatchObject({
      code: 'ERR_LOCK_TIMEOUT',
    });
    expect(readdirSync(directory)).toEqual([name]);
  },
);

test('a taken name beside the lock file is seen before SQLite opens anything', () => {
  const machine = createMachine({ files: { '/d/lock': '', '/d/lock-wal': 'precious' } });
  const task = startTask(
    machine.start(),
    withLock('/d/lock', {}, function* () {}),
  );
  expect(finish(task)).toMatchObject({ status: 'threw', error: { code: 'ERR_LOCK_UNAVAILABLE' } });
  expect(task.process.calls.map(({ effect }) => effect.call)).not.toContain('openLock');
  expect(machine.text('/d/lock-wal')).toBe('precious');
  expect(task.process.held()).toBe(0);
});

test('a removed lock file is created again', () => {
  const path = join(scratch(), 'lock');
  acquireLockSync(path).release();
  unlinkSync(path);
  acquireLockSync(path).release();
  expect(lstatSync(path).size).toBe(0);
});
