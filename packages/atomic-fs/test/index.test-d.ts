import { expectTypeOf, test } from 'vitest';
import {
  type AtomicWriteError,
  acquireLock,
  acquireLockSync,
  createFile,
  createFileSync,
  createLock,
  type FileLock,
  type LockTimeoutError,
  readRegularFile,
  readRegularFileSync,
  readTextFile,
  removeOrphans,
  replaceFile,
  replaceFileSync,
  updateFile,
  updateFileSync,
  withLock,
  withLockSync,
} from '../src/index.ts';

test('a replacement has no result, and takes texts and bytes', () => {
  expectTypeOf(replaceFile('path', 'text')).toEqualTypeOf<Promise<void>>();
  expectTypeOf(replaceFileSync('path', new Uint8Array())).toEqualTypeOf<void>();
  void replaceFile(new URL('file:///path'), new DataView(new ArrayBuffer(8)));
  void replaceFile('path', new Float32Array(new SharedArrayBuffer(8)));
  // @ts-expect-error An ArrayBuffer is no view: which part of it was to be written?
  void replaceFile('path', new ArrayBuffer(8));
  // @ts-expect-error There is no such durability.
  void replaceFile('path', 'text', { durability: 'perhaps' });
  // @ts-expect-error Objects are written by whoever knows their format.
  void replaceFile('path', { a: 1 });
});

test('what is expected is a value: already there, absent', () => {
  expectTypeOf(createFile('path', '')).toEqualTypeOf<Promise<boolean>>();
  expectTypeOf(createFileSync('path', '')).toEqualTypeOf<boolean>();
  expectTypeOf(readRegularFileSync('path')?.mode).toEqualTypeOf<number | undefined>();
  expectTypeOf(readRegularFile('path')).resolves.toExtend<object | undefined>();
});

test('a text is changed by a synchronous function, and undefined stands for no file', () => {
  expectTypeOf(readTextFile('path')).resolves.toEqualTypeOf<string | undefined>();
  expectTypeOf(updateFile('path', (text) => text)).resolves.toEqualTypeOf<string | undefined>();
  expectTypeOf(updateFileSync('path', () => undefined)).toEqualTypeOf<string | undefined>();
  const options = { mode: 'keep', owner: 'keep', timeoutMs: undefined, signal: undefined } as const;
  void updateFile(new URL('file:///path'), () => '', options);
  // @ts-expect-error Nobody would wait for a promise.
  void updateFile('path', async () => '');
  // @ts-expect-error A synchronous wait cannot be aborted.
  updateFileSync('path', () => '', { signal: new AbortController().signal });
});

test('a lock is released by hand or at the end of its scope', () => {
  expectTypeOf(acquireLock('path')).resolves.toEqualTypeOf<FileLock>();
  expectTypeOf(acquireLockSync('path')).toExtend<Disposable>();
  expectTypeOf<FileLock['release']>().toEqualTypeOf<() => void>();
});

test('the result of the work under a lock is handed on', () => {
  expectTypeOf(withLock('path', {}, () => 42)).toEqualTypeOf<Promise<number>>();
  expectTypeOf(withLock('path', {}, async () => 'text')).toEqualTypeOf<Promise<string>>();
  expectTypeOf(withLockSync('path', {}, () => 42)).toEqualTypeOf<number>();
});

test('a body comes alone, or after options, which may be undefined', () => {
  const none = undefined;
  expectTypeOf(withLock('path', () => 42)).toEqualTypeOf<Promise<number>>();
  expectTypeOf(withLock(new URL('file:///path'), none, async () => 'text')).toEqualTypeOf<
    Promise<string>
  >();
  expectTypeOf(withLockSync('path', () => 42)).toEqualTypeOf<number>();
  void withLock('path', { timeoutMs: none, signal: none }, () => {});
  // @ts-expect-error There is no body.
  void withLock('path', {});
  // @ts-expect-error A thread that is blocked hears of no abort.
  withLockSync('path', { signal: AbortSignal.abort() }, () => {});
});

test('a handle has the functions of a lock without its path', () => {
  const handle = createLock('path');
  expectTypeOf(handle).toExtend<Disposable>();
  expectTypeOf(handle.acquire({ timeoutMs: 1 })).resolves.toEqualTypeOf<FileLock>();
  expectTypeOf(handle.acquireSync()).toEqualTypeOf<FileLock>();
  expectTypeOf(handle.withLock(async () => 42)).toEqualTypeOf<Promise<number>>();
  expectTypeOf(handle.withLockSync({}, () => 'text')).toEqualTypeOf<string>();
});

test('which orphans are removed has to be said', () => {
  // @ts-expect-error All orphans of a directory may belong to live writers.
  void removeOrphans('directory');
  void removeOrphans('directory', { target: 'state.json' });
  void removeOrphans('directory', { target: 'state.json', lockPath: undefined });
  void removeOrphans('directory', { olderThanMs: 1000 });
  // @ts-expect-error Neither a target nor an age.
  void removeOrphans('directory', { timeoutMs: 1000 });
});

test('errors are distinguished by their literal code', () => {
  expectTypeOf<AtomicWriteError['code']>().toEqualTypeOf<'ERR_ATOMIC_WRITE'>();
  expectTypeOf<AtomicWriteError['outcome']>().toEqualTypeOf<'unchanged' | 'changed-not-durable'>();
  expectTypeOf<LockTimeoutError['holder']>().toEqualTypeOf<'self' | number | undefined>();
});
