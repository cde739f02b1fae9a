import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { acquireLockSync } from '../src/index.ts';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

const lookalikes = [
  '.a.json.ABCDEFGHIJKL.tmp',
  '.a.json.0123456789.tmp',
  '.a.json.0123456789abc.tmp',
  '.a.json.0123456789ab.tmp.bak',
  'a.json.0123456789ab.tmp',
  '..0123456789ab.tmp',
  '.a.json.tmp',
];

/** A directory with orphans of two targets and of a lock, and with similar names. */
function littered(): string {
  const directory = scratch();
  const names = [
    '.a.json.0123456789ab.tmp',
    '.a.json.zzzzzzzzzzzz.tmp',
    '.b.json.0123456789ab.tmp',
  ];
  const others = ['.a.json.json.0123456789ab.tmp', '.a.json.lock.0123456789ab.tmp', ...lookalikes];
  for (const name of [...names, ...others]) writeFileSync(join(directory, name), 'pending');
  return directory;
}

describe.each(forms)('$form', ({ listOrphans, removeOrphans }) => {
  test('listOrphans returns every pending file, sorted, and no similar name', async () => {
    const directory = littered();
    const orphans = await listOrphans(directory);
    expect(orphans.map((orphan) => orphan.target)).toEqual(
      ['a.json', 'a.json.json', 'a.json.lock', 'a.json', 'b.json'].map((name) =>
        join(directory, name),
      ),
    );
    expect(orphans[0]).toEqual({
      path: join(directory, '.a.json.0123456789ab.tmp'),
      target: join(directory, 'a.json'),
      bytes: 7,
      modifiedMs: expect.closeTo(Date.now(), -5),
    });
  });

  test('listOrphans leaves out what is not a regular file', async () => {
    const directory = scratch();
    mkdirSync(join(directory, '.a.json.0123456789ab.tmp'));
    symlinkSync('x', join(directory, '.a.json.0123456789ac.tmp'));
    expect(await listOrphans(directory)).toEqual([]);
  });

  test('a missing directory has no orphans', async () => {
    expect(await listOrphans(join(scratch(), 'missing'))).toEqual([]);
  });

  test('removeOrphans of a target removes its own and those of its lock, of any age, and no others', async () => {
    const directory = littered();
    const target = join(directory, 'a.json');
    const removed = await removeOrphans(directory, { target, lockPath: `${target}.lock` });
    expect(removed.toSorted()).toEqual(
      ['.a.json.0123456789ab.tmp', '.a.json.lock.0123456789ab.tmp', '.a.json.zzzzzzzzzzzz.tmp'].map(
        (name) => join(directory, name),
      ),
    );
    expect(readdirSync(directory)).toEqual(
      [
        ...lookalikes,
        '.a.json.json.0123456789ab.tmp',
        '.b.json.0123456789ab.tmp',
        'a.json.lock',
      ].toSorted(),
    );
  });

  test.each([
    ['its name', (_directory: string) => 'a.json'],
    ['its path', (directory: string) => join(directory, 'a.json')],
    ['its URL', (directory: string) => pathToFileURL(join(directory, 'a.json'))],
  ])('removeOrphans takes a target by %s, and its lock with .lck after it', async (_, named) => {
    const directory = littered();
    const removed = await removeOrphans(directory, { target: named(directory) });
    expect(removed.toSorted()).toEqual(
      ['.a.json.0123456789ab.tmp', '.a.json.zzzzzzzzzzzz.tmp'].map((name) => join(directory, name)),
    );
    expect(readdirSync(directory)).toContain('a.json.lck');
  });

  test('removeOrphans refuses a target that is in another directory, and removes nothing', async () => {
    const [directory, other] = [littered(), littered()];
    const target = join(other, 'a.json');
    await expect(removeOrphans(directory, { target })).rejects.toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARG_VALUE',
    });
    for (const each of [directory, other]) expect(await listOrphans(each)).toHaveLength(5);
  });

  test('removeOrphans of a target whose lock is held removes nothing', async () => {
    const directory = littered();
    const target = join(directory, 'a.json');
    const lockPath = `${target}.lock`;
    const lock = acquireLockSync(lockPath);
    await expect(
      removeOrphans(directory, { target, lockPath, timeoutMs: 30 }),
    ).rejects.toMatchObject({ code: 'ERR_LOCK_TIMEOUT', path: lockPath });
    lock.release();
    expect(await listOrphans(directory)).toHaveLength(5);
  });

  describe('what a killed creator of a lock file has left', () => {
    const young = '.a.json.lock.0123456789ab.mode';
    const old = '.a.json.lock.zzzzzzzzzzzz.mode';
    const ofAnother = '.b.json.lock.zzzzzzzzzzzz.mode';
    const similar = ['.a.json.lock.ABCDEFGHIJKL.mode', '.a.json.lock.zzzzzzzzzzzz.mode.bak'];

    /** A directory with one that is 59 minutes old, and others that are an hour old. */
    const leftBehind = (): string => {
      const directory = scratch();
      const minutesAgo = (minutes: number): number => Date.now() / 1000 - minutes * 60;
      for (const name of [young, old, ofAnother, ...similar]) {
        writeFileSync(join(directory, name), '');
        const time = minutesAgo(name === young ? 59 : 60);
        utimesSync(join(directory, name), time, time);
      }
      return directory;
    };

    test('is listed as an orphan of the lock file once it is an hour old', async () => {
      const directory = leftBehind();
      expect(await listOrphans(directory)).toMatchObject([
        { path: join(directory, old), target: join(directory, 'a.json.lock'), bytes: 0 },
        { path: join(directory, ofAnother), target: join(directory, 'b.json.lock') },
      ]);
    });

    test('is removed with the orphans of its target once it is an hour old', async () => {
      const directory = leftBehind();
      const target = join(directory, 'a.json');
      const lockPath = `${target}.lock`;
      expect(await removeOrphans(directory, { target, lockPath })).toEqual([join(directory, old)]);
      expect(readdirSync(directory)).toEqual(
        [young, ofAnother, ...similar, 'a.json.lock'].toSorted(),
      );
    });

    test('is removed by age once it is an hour old, however young an orphan may be', async () => {
      const directory = leftBehind();
      const removed = await removeOrphans(directory, { olderThanMs: 0 });
      expect(removed).toEqual([join(directory, old), join(directory, ofAnother)]);
      expect(readdirSync(directory)).toEqual([young, ...similar].toSorted());
    });
  });

  test('removeOrphans by age removes the older ones of every target', async () => {
    const directory = littered();
    const hourAgo = Date.now() / 1000 - 3600;
    for (const name of ['.a.json.0123456789ab.tmp', '.b.json.0123456789ab.tmp', '.a.json.tmp']) {
      utimesSync(join(directory, name), hourAgo, hourAgo);
    }
    expect(await removeOrphans(directory, { olderThanMs: 60_000 })).toEqual([
      join(directory, '.a.json.0123456789ab.tmp'),
      join(directory, '.b.json.0123456789ab.tmp'),
    ]);
    expect(readdirSync(directory)).toContain('.a.json.tmp');
  });
});
