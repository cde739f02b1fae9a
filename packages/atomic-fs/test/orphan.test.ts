import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** A directory with orphans of two targets and of a lock, and with names that only look like it. */
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
  test('listOrphans lists every pending file, sorted, and nothing that only looks like one', async () => {
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

  test('listOrphans leaves out what is no regular file', async () => {
    const directory = scratch();
    mkdirSync(join(directory, '.a.json.0123456789ab.tmp'));
    symlinkSync('x', join(directory, '.a.json.0123456789ac.tmp'));
    expect(await listOrphans(directory)).toEqual([]);
  });

  test('a directory that is not there has no orphans', async () => {
    expect(await listOrphans(join(scratch(), 'missing'))).toEqual([]);
  });

  test('removeOrphans of a target takes its own and its lock’s, of any age, and no others', async () => {
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

  test('removeOrphans by age takes the older ones of every target', async () => {
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
