import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as atomic from '../src/index.ts';
import {
  checkDirectory,
  type Operation,
  readRegularFile,
  removeFile,
  replaceFile,
  withLock,
} from '../src/operations.ts';
import { createMachine, type Fault, finish, startTask } from '../src/testing.ts';
import { resultOf } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const path = '/d/state.json';

/** What an operation throws when each call of one kind fails. */
function thrownBy(operation: Operation<unknown>, failing: string, fault: Fault): unknown {
  const machine = createMachine({ files: { [path]: 'old', '/file': 'x' } });
  const process = machine.start({ fault: ({ call }) => (call === failing ? fault : undefined) });
  const outcome = finish(startTask(process, operation));
  return outcome.status === 'threw' ? outcome.error : outcome;
}

describe('errno', () => {
  test.each([
    ['a full disk', () => replaceFile(path, 'new'), 'write', 'ENOSPC', 'ERR_ATOMIC_WRITE'],
    ['a used quota', () => replaceFile(path, 'new'), 'fsync', 'EDQUOT', 'ERR_ATOMIC_WRITE'],
    ['too many open files', () => replaceFile(path, 'new'), 'open', 'EMFILE', 'ERR_ATOMIC_WRITE'],
    ['a read-only disk', () => removeFile(path), 'unlink', 'EROFS', 'ERR_ATOMIC_WRITE'],
    ['a closed file', () => readRegularFile(path), 'open', 'EACCES', 'ERR_FILE_READ'],
    ['a file that breaks', () => readRegularFile(path), 'read', 'EIO', 'ERR_FILE_READ'],
    ['a lock without descriptors', () => locked(), 'open', 'EMFILE', 'ERR_LOCK_UNAVAILABLE'],
    ['a lock that cannot be looked at', () => locked(), 'lstat', 'EACCES', 'ERR_LOCK_UNAVAILABLE'],
    ['a lock on a full disk', () => locked(), 'open', 'ENOSPC', 'ERR_ATOMIC_WRITE'],
    ['a directory out of reach', () => usable('/d'), 'lstat', 'EACCES', 'ERR_UNUSABLE_DIRECTORY'],
  ] as const)('names the system call’s error: %s', (_, operation, call, errno, code) => {
    const error = thrownBy(operation(), call, { errno });
    expect(error).toMatchObject({ code, errno, path: expect.stringContaining('/d') });
    expect(Object.keys(Object(error))).toContain('errno');
  });

  test('is undefined where no system call failed', () => {
    const none = { taken: 0 };
    expect(thrownBy(replaceFile(path, 'new'), 'write', none)).toMatchObject({
      code: 'ERR_ATOMIC_WRITE',
      errno: undefined,
    });
    expect(thrownBy(usable('/file'), '', none)).toMatchObject({
      code: 'ERR_UNUSABLE_DIRECTORY',
      errno: undefined,
    });
  });

  function locked(): Operation<unknown> {
    return withLock('/d/lock', {}, function* () {});
  }

  function usable(directory: string): Operation<unknown> {
    return checkDirectory(directory, { usable: true });
  }
});

describe('a message', () => {
  test.each([
    ['ENOSPC', 'ENOSPC, no space or no inodes are left there'],
    ['EDQUOT', "EDQUOT, this user's quota is used up there"],
    ['EIO', 'EIO (it is unchanged)'],
  ])('says what %s stands for where that is not plain', (errno, words) => {
    const error = thrownBy(replaceFile(path, 'new'), 'write', { errno });
    expect(error).toMatchObject({ message: expect.stringContaining(words) });
  });

  test('says that a directory is missing, and which modes there are', () => {
    const missing = join(scratch(), 'none', 'state.json');
    expect(() => atomic.replaceFileSync(missing, '')).toThrow(
      'ENOENT, a directory on the way is missing',
    );
    const written: object = { mode: '600' };
    expect(() => atomic.replaceFileSync(path, '', written)).toThrow(
      "options.mode must be 'keep' or permission bits from 0 to 0o7777, not a string",
    );
  });

  test('names the option by which a write fails that keeps an owner', () => {
    const machine = createMachine({ files: { [path]: { content: 'old', gid: 1234 } } });
    const keeping = startTask(machine.start(), replaceFile(path, 'new', { owner: 'keep' }));
    expect(finish(keeping)).toMatchObject({
      status: 'threw',
      error: { errno: 'EPERM', message: expect.stringContaining("owner: 'keep'") },
    });
  });

  test('says what to do about too many open files', () => {
    for (const operation of [replaceFile(path, 'new'), readRegularFile(path)]) {
      expect(thrownBy(operation, 'open', { errno: 'EMFILE' })).toMatchObject({
        message: expect.stringMatching(/EMFILE, .*ulimit -n/),
      });
    }
  });

  test("names the flag with which Node's permission model allows a read, and that it allows no write", async () => {
    const directory = scratch();
    writeFileSync(join(directory, 'state.json'), 'old');
    const [source, modules] = [
      join(import.meta.dirname, '..'),
      join(import.meta.dirname, '../../..'),
    ];
    const nodeOptions = [
      '--permission',
      ...[source, modules].map((each) => `--allow-fs-read=${each}/*`),
    ];
    const found = await resultOf<Record<string, { code: string; message: string }>>(
      'without-permission',
      [join(directory, 'state.json')],
      { nodeOptions },
    );
    expect(found['read']).toMatchObject({
      code: 'ERR_FILE_READ',
      message: expect.stringContaining('--allow-fs-read='),
    });
    expect(found['written']).toMatchObject({
      code: 'ERR_ATOMIC_WRITE',
      message: expect.stringContaining('without --permission'),
    });
  });
});

test('every error of the package has a code, and the path that it is about', () => {
  const facts = { kind: 'file', mode: 0o600, uid: 0 } as const;
  const cause = new Error('because');
  const made: readonly Error[] = [
    new atomic.AtomicWriteError({ path, step: 'write', outcome: 'unchanged', cause }),
    new atomic.FileReadError(path, cause),
    new atomic.NotRegularFileError(path, 'symlink'),
    new atomic.FileTooLargeError(path, 2, 1),
    new atomic.NotUtf8Error(path, 5),
    new atomic.FileConflictError(path, 10),
    new atomic.UnsafeFileError(path, facts, { reason: 'owner', why: 'belongs to user 5' }),
    new atomic.UnusableDirectoryError(path, facts),
    new atomic.LockTimeoutError(path, 5, 'self'),
    new atomic.LockUnavailableError(path, 'failed'),
    new atomic.LockLostError(path),
  ];
  const classes = Object.entries(atomic).filter(
    ([, value]) => typeof value === 'function' && value.prototype instanceof Error,
  );
  expect(made.map(({ name }) => name).toSorted()).toEqual(classes.map(([name]) => name).toSorted());
  for (const error of made) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_[A-Z0-9_]+$/), path });
    expect(error.message).toContain(`'${path}'`);
  }
});
