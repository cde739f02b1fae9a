import * as v from 'valibot';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  type Codec,
  createState,
  createStateSync,
  type Fault,
  quarantineState,
  quarantineStateSync,
  type ReadState,
  readState,
  readStateSync,
  removeState,
  removeStateSync,
  type SavedState,
  type StateConflictError,
  type StateDamagedError,
  type StateFile,
  type StateInvalidError,
  saveState,
  saveStateSync,
  stateFile,
  type UpdatedState,
  updateState,
  updateStateSync,
  type Watch,
  watchState,
} from '../src/index.ts';

interface Settings {
  theme: string;
  size?: number | undefined;
}

declare const path: string;
declare const file: StateFile<Settings>;
declare const codec: Codec<Settings>;
declare const signal: AbortSignal;
const dark = { theme: 'dark' };

test('the type of the value is that of the codec or the schema, of valibot and of zod', () => {
  const valibot = v.object({ theme: v.string(), size: v.optional(v.number()) });
  const zod = z.object({ theme: z.string(), size: z.number().optional() });
  expectTypeOf(stateFile({ path, codec })).toEqualTypeOf<StateFile<Settings>>();
  expectTypeOf(stateFile({ path, schema: valibot })).toEqualTypeOf<StateFile<Settings>>();
  expectTypeOf(stateFile({ path, schema: zod })).toEqualTypeOf<StateFile<Settings>>();
});

test('a member that the schema fills in may be left out by the type, and is in what is read', () => {
  const filled = stateFile({ path, schema: z.object({ theme: z.string().default('light') }) });
  expectTypeOf(filled).toEqualTypeOf<StateFile<{ theme?: string | undefined }>>();
});

test('a schema that transforms to another type is refused', () => {
  // @ts-expect-error Its input is a string, and its output a number.
  stateFile({ path, schema: v.pipe(v.string(), v.transform(Number)) });
  // @ts-expect-error The same with zod.
  stateFile({ path, schema: z.string().transform(Number) });
});

test('the defaults are a value of the schema', () => {
  stateFile({ path, schema: v.object({ theme: v.string() }), defaults: dark });
  // @ts-expect-error It is no theme.
  stateFile({ path, schema: v.object({ theme: v.string() }), defaults: { theme: 1 } });
});

test('an undefined option is one that is left out', () => {
  const none = undefined;
  stateFile({ path, codec, schema: none, defaults: none, maxBytes: none, lockPath: none });
  stateFile({ path: new URL('file:///a'), codec, check: none, private: none, guard: none });
  void updateState(file, () => dark, { timeoutMs: none, signal: none });
  void saveState(file, dark, { expecting: 'absent', timeoutMs: none, signal: none });
  void quarantineState(file, { to: none, timeoutMs: none, signal: none });
  watchState(file, { signal: none });
});

test('what is read is narrowed by its status', () => {
  expectTypeOf(readState(file)).resolves.toEqualTypeOf<ReadState<Settings>>();
  const read = readStateSync(file);
  if (read.status === 'present') expectTypeOf(read.value).toEqualTypeOf<Settings>();
  else if (read.status === 'absent') expectTypeOf(read.value).toEqualTypeOf<Settings | undefined>();
  else expectTypeOf(read.fault).toEqualTypeOf<Fault>();
  // @ts-expect-error Something damaged has no version.
  void read.version;
});

test('whether something was created or removed is a boolean, and where it went a path', () => {
  expectTypeOf(createState(file, dark)).resolves.toEqualTypeOf<boolean>();
  expectTypeOf(createStateSync(file, dark)).toEqualTypeOf<boolean>();
  expectTypeOf(removeState(file)).resolves.toEqualTypeOf<boolean>();
  expectTypeOf(removeStateSync(file)).toEqualTypeOf<boolean>();
  expectTypeOf(quarantineState(file)).resolves.toEqualTypeOf<string | undefined>();
  expectTypeOf(quarantineStateSync(file)).toEqualTypeOf<string | undefined>();
  // @ts-expect-error It has no theme.
  void createState(file, {});
});

test('a change gets the value or undefined, and answers at once', () => {
  expectTypeOf(updateState<Settings>)
    .parameter(1)
    .parameter(0)
    .toEqualTypeOf<Settings | undefined>();
  expectTypeOf(updateState(file, () => dark)).resolves.toEqualTypeOf<UpdatedState<Settings>>();
  // @ts-expect-error A promise.
  void updateState(file, async () => dark);
  // @ts-expect-error It has no theme.
  updateStateSync(file, () => ({}));
});

test('a change of a file with defaults always gets a value', () => {
  const defaulted = stateFile({ path, codec, defaults: dark });
  void updateState(defaulted, (value) => {
    expectTypeOf(value).toEqualTypeOf<Settings>();
    return value;
  });
  updateStateSync(defaulted, ({ theme }) => ({ theme }));
  // @ts-expect-error There may be no file.
  updateStateSync(file, ({ theme }) => ({ theme }));
  expectTypeOf(defaulted).toExtend<StateFile<Settings>>();
});

test('there is a value after each update but one that left nothing there', () => {
  const updated = updateStateSync(file, () => undefined);
  if (updated.status === 'updated') expectTypeOf(updated.value).toEqualTypeOf<Settings>();
  else expectTypeOf(updated.value).toEqualTypeOf<Settings | undefined>();
});

test('a save says what it expects', () => {
  expectTypeOf(saveState(file, dark, { expecting: 'absent' })).resolves.toEqualTypeOf<SavedState>();
  expectTypeOf(saveStateSync(file, dark, { expecting: '' }).status).toEqualTypeOf<
    'saved' | 'conflict'
  >();
  // @ts-expect-error No expected version.
  void saveState(file, dark, {});
});

test('only what waits without blocking can be aborted', () => {
  void createState(file, dark, { signal });
  // @ts-expect-error Nobody could abort it.
  createStateSync(file, dark, { signal });
  // @ts-expect-error The same of an update.
  updateStateSync(file, () => undefined, { signal });
});

test('a watch yields what a read would find', () => {
  expectTypeOf(watchState(file)).toEqualTypeOf<Watch<ReadState<Settings>>>();
});

test('errors are distinguished by their literal code', () => {
  expectTypeOf<StateDamagedError['code']>().toEqualTypeOf<'ERR_STATE_DAMAGED'>();
  expectTypeOf<StateDamagedError['fault']>().toEqualTypeOf<Fault>();
  expectTypeOf<StateInvalidError['code']>().toEqualTypeOf<'ERR_STATE_INVALID'>();
  expectTypeOf<StateConflictError['code']>().toEqualTypeOf<'ERR_STATE_CONFLICT'>();
});

test('a change may write the words that a schema allows, and no others', () => {
  const schema = z.object({ theme: z.enum(['light', 'dark']), list: z.array(z.string()) });
  const words = stateFile({ path, schema });
  updateStateSync(words, () => ({ theme: 'dark', list: ['a'] }));
  void updateState(words, (now) => ({ list: [], ...now, theme: 'dark' }));
  // @ts-expect-error There is no such theme.
  updateStateSync(words, () => ({ theme: 'blue', list: [] }));
});
