import { expectTypeOf, test } from 'vitest';
import type { Orphan, RegularFile } from '../src/index.ts';
import {
  answeredBy,
  type Call,
  checkDirectory,
  childPath,
  closeQuietly,
  createFile,
  type Effect,
  effects,
  ensureDirectory,
  type FileFacts,
  listOrphans,
  moveAside,
  nodeSystem,
  type OpenIntent,
  type Operation,
  pathsBesideLock,
  readRegularFile,
  removeFile,
  removeOrphans,
  replaceFile,
  run,
  runSync,
  type System,
  syncDirectory,
  syncEarlierChange,
  underLockOf,
  withLock,
} from '../src/operations.ts';

declare const removing: () => Operation<boolean>;

test('an operation yields effects, and returns its result', () => {
  expectTypeOf<Operation<number>>().toEqualTypeOf<Generator<Effect, number, unknown>>();
  expectTypeOf(run(removeFile('path'))).toEqualTypeOf<Promise<boolean>>();
  expectTypeOf(runSync(removeFile('path'))).toEqualTypeOf<boolean>();
  runSync(removeFile('path'), nodeSystem);
  // @ts-expect-error A promise is no operation.
  runSync(Promise.resolve(true));
});

test('a run can be aborted, and one that blocks cannot', () => {
  void run(removeFile('path'), { signal: undefined });
  // @ts-expect-error Nobody could abort it.
  runSync(removeFile('path'), { signal: AbortSignal.abort() });
});

test('an operation can answer the calls of another', () => {
  expectTypeOf(answeredBy(removeFile('path'), effects.passOn)).toEqualTypeOf<Operation<boolean>>();
  // @ts-expect-error An answer is an operation too.
  answeredBy(removeFile('path'), () => undefined);
});

test('each write is an operation', () => {
  expectTypeOf(replaceFile('path', 'text')).toEqualTypeOf<Operation<void>>();
  expectTypeOf(createFile('path', new Uint8Array())).toEqualTypeOf<Operation<boolean>>();
  expectTypeOf(removeFile('path')).toEqualTypeOf<Operation<boolean>>();
  expectTypeOf(moveAside('path', 'other')).toEqualTypeOf<Operation<void>>();
  expectTypeOf(ensureDirectory('path')).toEqualTypeOf<Operation<void>>();
  expectTypeOf(syncDirectory('path')).toEqualTypeOf<Operation<void>>();
  expectTypeOf(closeQuietly(3)).toEqualTypeOf<Operation<void>>();
  expectTypeOf(syncEarlierChange('path')).toEqualTypeOf<Operation<void>>();
});

test('each read is an operation, and absence a value', () => {
  expectTypeOf(readRegularFile('path')).toEqualTypeOf<Operation<RegularFile | undefined>>();
  expectTypeOf(checkDirectory('path')).toEqualTypeOf<Operation<FileFacts | undefined>>();
  expectTypeOf(listOrphans('path')).toEqualTypeOf<Operation<readonly Orphan[]>>();
  expectTypeOf(childPath('path', 'name')).toEqualTypeOf<string>();
  expectTypeOf(pathsBesideLock('path')).toEqualTypeOf<readonly string[]>();
});

test('an undefined option is one that is left out', () => {
  const none = undefined;
  replaceFile('path', 'text', { mode: none, durability: none, beforeRename: none });
  readRegularFile('path', { maxBytes: none, private: none, into: none });
  ensureDirectory('path', { mode: none });
  checkDirectory('path', { follow: none, usable: none });
  withLock('path', { timeoutMs: none }, removing);
});

test('the last look before a rename is an operation', () => {
  replaceFile('path', 'text', { beforeRename: () => syncDirectory('path') });
  // @ts-expect-error A function that is no operation.
  replaceFile('path', 'text', { beforeRename: () => undefined });
});

test('the work under a lock is an operation, whose result is handed on', () => {
  expectTypeOf(withLock('path', {}, removing)).toEqualTypeOf<Operation<boolean>>();
  const options = { lockPath: 'lock' };
  expectTypeOf(underLockOf('path', options, removing)).toEqualTypeOf<Operation<boolean>>();
  // @ts-expect-error A function that is no operation.
  withLock('path', {}, () => true);
  // @ts-expect-error Which lock has to be said.
  underLockOf('path', {}, removing);
});

test('which orphans are removed has to be said', () => {
  expectTypeOf(removeOrphans('path', { olderThanMs: 1000 })).toEqualTypeOf<
    Operation<readonly string[]>
  >();
  // @ts-expect-error All orphans of a directory may belong to live writers.
  removeOrphans('path');
});

test('an effect is a call of the system with its arguments', () => {
  expectTypeOf<Call>().toEqualTypeOf<keyof System>();
  const effect = {} as Effect;
  if (effect.call === 'rename') {
    expectTypeOf(effect.args).toEqualTypeOf<[from: string, to: string]>();
  }
});

test('each single call is an operation of what the system answers', () => {
  expectTypeOf(effects.lstat('path')).toEqualTypeOf<Operation<FileFacts | undefined>>();
  expectTypeOf(effects.open).parameter(1).toEqualTypeOf<OpenIntent>();
  expectTypeOf(effects.now()).toEqualTypeOf<Operation<number>>();
  expectTypeOf(effects.invoke(() => 'text')).toEqualTypeOf<Operation<string>>();
  // @ts-expect-error There are no other flags.
  effects.open('path', 'truncate', 0o600);
});
