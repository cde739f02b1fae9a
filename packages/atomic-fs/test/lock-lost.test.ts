import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  acquireLock,
  acquireLockSync,
  createLock,
  type FileLock,
  withLock,
  withLockSync,
} from '../src/index.ts';
import { effects, run, runSync, withLock as withLockOperation } from '../src/operations.ts';
import { scratch } from './real/scratch.ts';

const lockPath = (): string => join(scratch(), 'place', 'lock');

const losses: readonly (readonly [string, (path: string) => void])[] = [
  ['deleted', (path) => unlinkSync(path)],
  [
    'replaced',
    (path) => {
      writeFileSync(`${path}-new`, '', { mode: 0o600 });
      renameSync(`${path}-new`, path);
    },
  ],
  ['deleted with its directory', (path) => rmSync(dirname(path), { recursive: true })],
  [
    'renamed with its directory',
    (path) => {
      renameSync(dirname(path), `${dirname(path)}-${randomUUID()}`);
      mkdirSync(dirname(path));
    },
  ],
];

type Locked = <T>(path: string, body: () => T) => Promise<T>;
const ways: readonly (readonly [string, Locked])[] = [
  ['withLock', (path, body) => withLock(path, body)],
  ['withLockSync', async (path, body) => withLockSync(path, body)],
  ['withLock of a handle', (path, body) => createLock(path).withLock(body)],
  ['withLockSync of a handle', async (path, body) => createLock(path).withLockSync(body)],
  ['the operation, run', (path, body) => run(operation(path, body))],
  ['the operation, run synchronously', async (path, body) => runSync(operation(path, body))],
];
const operation = <T>(path: string, body: () => T) =>
  withLockOperation(path, {}, () => effects.invoke(body));

const acquires: readonly (readonly [string, (path: string) => Promise<FileLock>])[] = [
  ['acquireLock', (path) => acquireLock(path)],
  ['acquireLockSync', async (path) => acquireLockSync(path)],
  ['acquire of a handle', (path) => createLock(path).acquire()],
  ['acquireSync of a handle', async (path) => createLock(path).acquireSync()],
];

describe.each(losses)('a lock file that is %s while the lock is held', (_what, lose) => {
  test.each(ways)('is ERR_LOCK_LOST after the body, by %s', async (_name, locked) => {
    const path = lockPath();
    mkdirSync(dirname(path));
    let ran = 0;
    const losing = locked(path, () => {
      ran += 1;
      lose(path);
    });
    await expect(losing).rejects.toMatchObject({ code: 'ERR_LOCK_LOST', path });
    expect(ran).toBe(1);
    mkdirSync(dirname(path), { recursive: true });
    expect(await locked(path, () => 'not lost')).toBe('not lost');
  });

  test.each(ways)('is what the error of the body suppressed, by %s', async (_name, locked) => {
    const path = lockPath();
    mkdirSync(dirname(path));
    const fault = new Error('of the body');
    const failing = locked(path, () => {
      lose(path);
      throw fault;
    });
    await expect(failing).rejects.toBe(fault);
    expect(fault).toHaveProperty('suppressed', expect.objectContaining({ code: 'ERR_LOCK_LOST' }));
  });

  test.each(acquires)('is ERR_LOCK_LOST at its release, once, by %s', async (_name, acquire) => {
    const path = lockPath();
    mkdirSync(dirname(path));
    const lost = expect.objectContaining({ code: 'ERR_LOCK_LOST', path });
    const lock = await acquire(path);
    lose(path);
    expect(() => lock.release()).toThrow(lost);
    lock.release();
    mkdirSync(dirname(path), { recursive: true });
    const disposed = await acquire(path);
    lose(path);
    expect(() => disposed[Symbol.dispose]()).toThrow(lost);
    mkdirSync(dirname(path), { recursive: true });
    (await acquire(path)).release();
  });
});

test('an error that cannot carry another one, or is none, is thrown as it is', async () => {
  const path = lockPath();
  mkdirSync(dirname(path));
  for (const thrown of [Object.freeze(new Error('frozen')), 'a text', null]) {
    const failing = withLock(path, () => {
      unlinkSync(path);
      throw thrown;
    });
    await expect(failing).rejects.toBe(thrown);
  }
});

test('the error of a body whose lock was not lost carries nothing', async () => {
  const path = lockPath();
  mkdirSync(dirname(path));
  const fault = new Error('of the body');
  await expect(withLock(path, () => Promise.reject(fault))).rejects.toBe(fault);
  expect('suppressed' in fault).toBe(false);
});
