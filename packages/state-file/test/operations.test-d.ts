import type { FileFacts, Operation } from '@missionctl/atomic-fs/operations';
import { expectTypeOf, test } from 'vitest';
import type {
  DamagedState,
  Issue,
  PresentState,
  ReadState,
  SavedState,
  StateFile,
  UpdatedState,
} from '../src/index.ts';
import {
  checkDirectories,
  createState,
  isPresent,
  type LockedState,
  quarantineState,
  readState,
  readStored,
  removeState,
  type StoredState,
  saveState,
  unreadableState,
  updateState,
  type Watch,
  type WritableState,
  type WrittenState,
  watchChanges,
  withGroupWarning,
  withLockedState,
} from '../src/operations.ts';

interface Settings {
  readonly theme: string;
}

declare const file: StateFile<Settings>;
declare const stored: StoredState<Settings>;
declare const directoriesOf: (path: string) => Operation<readonly string[]>;
declare const facts: FileFacts | undefined;
const dark = { theme: 'dark' };
const warnings: readonly Issue[] = [];

test('each function of the package is an operation of the same result', () => {
  expectTypeOf(readState(file)).toEqualTypeOf<Operation<ReadState<Settings>>>();
  expectTypeOf(createState(file, dark)).toEqualTypeOf<Operation<boolean>>();
  expectTypeOf(saveState(file, dark, { expecting: '' })).toEqualTypeOf<Operation<SavedState>>();
  expectTypeOf(removeState(file)).toEqualTypeOf<Operation<boolean>>();
  expectTypeOf(quarantineState(file)).toEqualTypeOf<Operation<string | undefined>>();
});

test('a change is an operation as well, of the value or undefined', () => {
  // biome-ignore lint/correctness/useYield: it needs no effect
  const change = function* (value: Settings | undefined): Operation<Settings | undefined> {
    return value;
  };
  expectTypeOf(updateState(file, change)).toEqualTypeOf<Operation<UpdatedState<Settings>>>();
  // @ts-expect-error A function that is no operation.
  updateState(file, () => dark);
});

test('an operation waits for a lock as long as it says, and whoever runs it aborts it', () => {
  removeState(file, { timeoutMs: undefined });
  // @ts-expect-error A signal is for `run`.
  removeState(file, { signal: AbortSignal.abort() });
});

test('what is stored has, beside the value, what its codec keeps', () => {
  expectTypeOf(readStored(file, warnings)).toEqualTypeOf<Operation<StoredState<Settings>>>();
  if (stored.status === 'present') {
    expectTypeOf(stored).toExtend<PresentState<Settings>>();
    expectTypeOf(stored.keep).toEqualTypeOf<unknown>();
  }
});

test('what is damaged is not written over', () => {
  expectTypeOf<WritableState<Settings>['status']>().toEqualTypeOf<'present' | 'absent'>();
  expectTypeOf<LockedState<Settings>['require']>().returns.toEqualTypeOf<
    Operation<WritableState<Settings>>
  >();
  expectTypeOf<LockedState<Settings>['write']>().parameter(1).not.toExtend<DamagedState>();
});

test('the result of the work under the lock is handed on', () => {
  const written = withLockedState(file, { warnings }, function* ({ require, write }) {
    return yield* write(dark, yield* require());
  });
  expectTypeOf(written).toEqualTypeOf<Operation<WrittenState<Settings>>>();
  // @ts-expect-error What the directories on the way gave cause to say is not left out.
  withLockedState(file, {}, function* ({ read }) {
    return yield* read();
  });
});

test('presence is a boolean, and what cannot be read is damaged', () => {
  expectTypeOf(isPresent('path')).toEqualTypeOf<Operation<boolean>>();
  expectTypeOf(unreadableState('path', new Error())).toEqualTypeOf<DamagedState>();
});

test('directories and groups give warnings', () => {
  const directories = [
    { path: 'home', usable: true },
    { path: 'below', usable: undefined },
  ];
  expectTypeOf(checkDirectories(directories, 'write')).toEqualTypeOf<Operation<readonly Issue[]>>();
  expectTypeOf(withGroupWarning(warnings, 'path', facts)).toEqualTypeOf<
    Operation<readonly Issue[]>
  >();
});

test('anything can be watched that is read by an operation', () => {
  const watched = {
    directories: () => directoriesOf('path'),
    matters: (_directory: string, name: string) => name === 'settings.json',
    read: () => readState(file),
    keyOf: ({ status }: ReadState<Settings>) => status,
    damageIn: () => '',
  };
  expectTypeOf(watchChanges(watched, { signal: undefined })).toEqualTypeOf<
    Watch<ReadState<Settings>>
  >();
});
