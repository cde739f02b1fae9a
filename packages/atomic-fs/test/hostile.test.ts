import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { forms } from './real/forms.ts';
import { requireLab } from './real/lab.ts';
import type { Outcome } from './real/outcome.ts';
import { onPrivateMount } from './real/private-mount.ts';
import { resultOf } from './real/program.ts';
import { scratch } from './real/scratch.ts';

/** Limits the tests of this file: nothing waits here, except for a FIFO that blocks. */
const bounded = { timeout: 5_000 };

/** Each creates something at a path that is not a regular file with one name. */
const plants: readonly (readonly [kind: string, what: string, plant: Plant])[] = [
  ['symlink', 'a link to a file', (path) => symlinkSync(process.execPath, path)],
  ['symlink', 'a link that leads nowhere', (path) => symlinkSync('nowhere', path)],
  ['symlink', 'a link to itself', (path) => symlinkSync('target', path)],
  ['directory', 'a directory', (path) => mkdirSync(path)],
  ['fifo', 'a FIFO that nobody writes to', (path) => void execFileSync('mkfifo', [path])],
  ['socket', 'a socket', listenAt],
];
type Plant = (path: string) => void | Promise<void>;

async function listenAt(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
}

describe.each(forms)('$form', (form) => {
  const operations: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
    ['replaceFile', (path) => form.replaceFile(path, 'new')],
    ['createFile', (path) => form.createFile(path, 'new')],
    ['removeFile', (path) => form.removeFile(path)],
    ['readRegularFile', (path) => form.readRegularFile(path, { maxBytes: 100 })],
  ];
  const cases = operations.flatMap(([name, call]) =>
    plants.map(([kind, what, plant]) => ({ name, call, kind, what, plant })),
  );

  test.each(cases)('$name refuses $what, and leaves it unchanged', bounded, async (facts) => {
    const directory = scratch();
    const path = join(directory, 'target');
    await facts.plant(path);
    const before = lstatSync(path);
    await expect(facts.call(path)).rejects.toMatchObject({
      code: 'ERR_NOT_REGULAR_FILE',
      path,
      kind: facts.kind,
      message: expect.stringContaining(`'${path}'`),
    });
    expect(lstatSync(path)).toMatchObject({ ino: before.ino, mode: before.mode });
    expect(readdirSync(directory)).toEqual(['target']);
  });

  test.each(operations)('%s refuses a device', bounded, async (_name, call) => {
    const path = join(scratch(), 'device');
    try {
      execFileSync('mknod', [path, 'c', '1', '3'], { stdio: 'ignore' });
    } catch {
      // A user who cannot create a device cannot damage the shared one.
      await expect(call('/dev/null')).rejects.toMatchObject({ kind: 'device' });
      return;
    }
    await expect(call(path)).rejects.toMatchObject({
      code: 'ERR_NOT_REGULAR_FILE',
      kind: 'device',
    });
    expect(lstatSync(path).isCharacterDevice()).toBe(true);
  });

  const everything: readonly (readonly [string, string, (path: string) => Promise<unknown>])[] = [
    ['replaceFile', 'ERR_ATOMIC_WRITE', (path) => form.replaceFile(path, 'new')],
    ['createFile', 'ERR_ATOMIC_WRITE', (path) => form.createFile(path, 'new')],
    ['removeFile', 'ERR_ATOMIC_WRITE', (path) => form.removeFile(path)],
    ['ensureDirectory', 'ERR_ATOMIC_WRITE', (path) => form.ensureDirectory(path)],
    ['readRegularFile', 'ERR_FILE_READ', (path) => form.readRegularFile(path, { maxBytes: 9 })],
    ['listOrphans', 'ERR_FILE_READ', (path) => form.listOrphans(path)],
    ['acquireLock', 'ERR_LOCK_UNAVAILABLE', (path) => form.acquireLock(path)],
  ];
  const badPaths: readonly (readonly [string, (directory: string) => string])[] = [
    ['of which a name has 256 bytes', (directory) => join(directory, 'n'.repeat(256))],
    ['of 5000 bytes', (directory) => `${directory}${'/name'.repeat(1000)}`],
    ['through a file', (directory) => join(directory, 'file', 'below')],
  ];
  // The lock functions check their paths on entry: lock.test.ts.
  const badCases = everything.flatMap(([name, code, call]) =>
    badPaths
      .slice(name === 'acquireLock' ? 1 : 0)
      .map(([what, pathIn]) => ({ name, code, call, what, pathIn })),
  );

  test.each(badCases)('$name of a path $what is $code', bounded, async (facts) => {
    const directory = scratch();
    writeFileSync(join(directory, 'file'), 'x');
    const path = facts.pathIn(directory);
    const refused = expect(facts.call(path)).rejects;
    await refused.toMatchObject({ code: facts.code, path: expect.stringContaining(directory) });
    expect(readdirSync(directory)).toEqual(['file']);
  });

  test('with a missing parent writes fail, and removing and reading find nothing', async () => {
    const path = join(scratch(), 'missing', 'state.json');
    for (const write of [form.replaceFile, form.createFile]) {
      await expect(write(path, 'new')).rejects.toMatchObject({
        code: 'ERR_ATOMIC_WRITE',
        path,
        step: 'create',
        outcome: 'unchanged',
        orphan: undefined,
      });
    }
    await expect(form.acquireLock(path)).rejects.toMatchObject({ code: 'ERR_LOCK_UNAVAILABLE' });
    expect(await form.removeFile(path)).toBe(false);
    expect(await form.readRegularFile(path, { maxBytes: 9 })).toBeUndefined();
  });
});

type Refusals = Readonly<Record<string, Readonly<Record<string, Outcome>>>>;

test('a denied operation is a typed error, and leaves nothing behind', async () => {
  const directory = scratch();
  const found = await resultOf<Refusals>('as-nobody', [directory]);
  const refusal = (code: string, facts: string): unknown => ({ code, facts });
  const expected: Readonly<Record<string, unknown>> = {
    'replace in unwritable': refusal('ERR_ATOMIC_WRITE', 'create unchanged EACCES'),
    'create in unwritable': refusal('ERR_ATOMIC_WRITE', 'create unchanged EACCES'),
    'remove in unwritable': refusal('ERR_ATOMIC_WRITE', 'unlink unchanged EACCES'),
    'directory in unwritable': refusal('ERR_ATOMIC_WRITE', 'mkdir unchanged EACCES'),
    'replace in unsearchable': refusal('ERR_ATOMIC_WRITE', 'inspect unchanged EACCES'),
    'read in unsearchable': refusal('ERR_FILE_READ', 'EACCES'),
    'list unsearchable': refusal('ERR_FILE_READ', 'EACCES'),
    'replace in unlistable': refusal('ERR_ATOMIC_WRITE', 'inspect unchanged EACCES'),
    'list unlistable': refusal('ERR_FILE_READ', 'EACCES'),
    'replace in blind': refusal('ERR_ATOMIC_WRITE', 'open-directory unchanged EACCES'),
    'create in blind': refusal('ERR_ATOMIC_WRITE', 'open-directory unchanged EACCES'),
    'remove in blind': refusal('ERR_ATOMIC_WRITE', 'open-directory unchanged EACCES'),
    'directory in blind': refusal('ERR_ATOMIC_WRITE', 'open-directory unchanged EACCES'),
    'read closed': refusal('ERR_FILE_READ', 'EACCES'),
  };
  for (const outcomes of Object.values(found)) {
    expect(outcomes).toMatchObject(expected);
    for (const name of Object.keys(expected)) {
      expect(outcomes[name]).toHaveProperty('path', expect.stringContaining(directory));
    }
  }
  expect(Object.keys(found)).toEqual(['async', 'sync']);
  for (const name of ['unwritable', 'blind']) {
    const left = readdirSync(join(directory, name));
    expect(left).toEqual(['.state.json.000000000000.tmp', 'state.json']);
    expect(readFileSync(join(directory, name, 'state.json'), 'utf8')).toBe('old');
  }
});

test('a file of another user is read, and refused when it must be private, unless it is root’s', async (context) => {
  requireLab(context, process.geteuid?.() === 0 ? undefined : 'needs root to make such a file');
  const found = await resultOf<Refusals>('as-nobody', [scratch()]);
  for (const outcomes of Object.values(found)) {
    expect(outcomes['read foreign']).toMatchObject({ done: { repaired: false } });
    expect(outcomes['check foreign']).toMatchObject({ code: 'ERR_UNSAFE_FILE' });
    expect(outcomes['repair of root']).toMatchObject({ done: { uid: 0, repaired: false } });
  }
});

test('on a read-only file system writes are EROFS, unchanged, and reading works', async (context) => {
  const directory = scratch();
  const mount = onPrivateMount(directory, 64 * 1024);
  if ('obstacle' in mount) return requireLab(context, mount.obstacle);
  const { found, names } = await resultOf<{ found: Refusals; names: readonly string[] }>(
    'on-read-only-mount',
    [directory],
    mount,
  );
  for (const outcomes of Object.values(found)) {
    expect(outcomes).toMatchObject({
      replace: { code: 'ERR_ATOMIC_WRITE', facts: 'create unchanged EROFS' },
      create: { code: 'ERR_ATOMIC_WRITE', facts: 'create unchanged EROFS' },
      remove: { code: 'ERR_ATOMIC_WRITE', facts: 'unlink unchanged EROFS' },
      directory: { code: 'ERR_ATOMIC_WRITE', facts: 'mkdir unchanged EROFS' },
      read: { done: false },
    });
  }
  expect(names).toEqual(['state.json', 'there.lock']);
});
