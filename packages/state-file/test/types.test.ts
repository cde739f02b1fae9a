import * as v from 'valibot';
import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  type ReadState,
  readState,
  type readStateSync,
  type StateFile,
  saveState,
  stateFile,
  type UpdatedState,
  updateState,
  updateStateSync,
  watchState,
} from '../src/index.ts';

interface Settings {
  theme: string;
  size?: number | undefined;
}

const path = '/home/me/settings.json';

test('the type of the value is that of the schema, with valibot and with zod', () => {
  const valibot = stateFile({
    path,
    schema: v.object({ theme: v.string(), size: v.optional(v.number()) }),
  });
  const zod = stateFile({
    path,
    schema: z.object({ theme: z.string(), size: z.number().optional() }),
  });
  expectTypeOf(valibot).toEqualTypeOf<StateFile<Settings>>();
  expectTypeOf(zod).toEqualTypeOf<StateFile<Settings>>();
  expectTypeOf(readState(valibot)).resolves.toEqualTypeOf<ReadState<Settings>>();
  expectTypeOf<ReturnType<typeof readStateSync<Settings>>>().toEqualTypeOf<ReadState<Settings>>();
  expectTypeOf(watchState(zod)[Symbol.asyncIterator]().next).returns.resolves.toExtend<
    IteratorResult<ReadState<Settings>, void>
  >();
});

test('a member that the schema fills in may be left out by the type, and is in what is read', () => {
  const file = stateFile({ path, schema: z.object({ theme: z.string().default('light') }) });
  expectTypeOf(file).toEqualTypeOf<StateFile<{ theme?: string | undefined }>>();
});

test('a schema that transforms to another type is refused by the compiler', () => {
  // @ts-expect-error: its input is a string, and its output a number
  expect(() => stateFile({ path, schema: v.pipe(v.string(), v.transform(Number)) })).not.toThrow();
  // @ts-expect-error: the same with zod
  expect(() => stateFile({ path, schema: z.string().transform(Number) })).not.toThrow();
});

test('a change must be synchronous, defaults fit the schema, and a save says what it expects', () => {
  const schema = v.object({ theme: v.string() });
  const file = stateFile({ path, schema });
  const never = () => {
    expectTypeOf(updateState(file, () => undefined)).resolves.toEqualTypeOf<
      UpdatedState<{ theme: string }>
    >();
    // @ts-expect-error: a promise
    void updateState(file, async () => ({ theme: 'dark' }));
    // @ts-expect-error: no theme
    updateStateSync(file, () => ({}));
    // @ts-expect-error: no expected version
    void saveState(file, { theme: 'dark' }, {});
    // @ts-expect-error: a signal would do nothing
    updateStateSync(file, () => undefined, { signal: AbortSignal.abort() });
    // @ts-expect-error: not a theme
    stateFile({ path, schema, defaults: { theme: 1 } });
  };
  expect(never).toBeTypeOf('function');
});

test('a value may be narrowed by its status', () => {
  const narrow = (state: ReadState<Settings>): string => {
    if (state.status === 'damaged') return `${state.fault} ${state.issues.length}`;
    expectTypeOf(state.value).toEqualTypeOf<Settings | undefined>();
    return state.status === 'present' ? `${state.value.theme} ${state.version}` : 'absent';
  };
  expect(narrow({ status: 'absent' })).toBe('absent');
});
