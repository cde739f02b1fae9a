import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type StandardSchema, type StateFile, stateFile } from '../src/index.ts';
import { bothForms } from './forms.ts';
import { plant, scratch } from './scratch.ts';

interface Value {
  name: string;
  port?: number | undefined;
  server?: { host: string; tls?: { on: boolean } | undefined } | undefined;
  users?: { name: string }[] | undefined;
  any?: unknown;
}

const withValibot: StandardSchema<Value> = v.object({
  name: v.string(),
  port: v.optional(v.number()),
  server: v.optional(
    v.object({ host: v.string(), tls: v.optional(v.object({ on: v.boolean() })) }),
  ),
  users: v.optional(v.array(v.object({ name: v.string() }))),
  any: v.optional(v.any()),
});

const withZod: StandardSchema<Value> = z.object({
  name: z.string(),
  port: z.number().optional(),
  server: z.object({ host: z.string(), tls: z.object({ on: z.boolean() }).optional() }).optional(),
  users: z.array(z.object({ name: z.string() })).optional(),
  any: z.any().optional(),
});

const schemas = [
  ['valibot', withValibot],
  ['zod', withZod],
] as const;

const everyCase = schemas.flatMap(([library, schema]) =>
  bothForms.map(([form, functions]) => [library, form, schema, functions] as const),
);

function fileOf<T>(schema: StandardSchema<T>, text?: string): StateFile<T> {
  const file = stateFile({ path: join(scratch(), 'value.json'), schema });
  if (text !== undefined) plant(file.path, text);
  return file;
}

const textIn = ({ path }: StateFile<never> | { readonly path: string }): string =>
  readFileSync(path, 'utf8');

describe.each(everyCase)('with %s (%s)', (_library, _form, schema, { create, read, update }) => {
  test('members that the schema leaves out are kept with their text, at every depth of objects', async () => {
    const file = fileOf(
      schema,
      `{"beta": 1.0, "name": "a", "server": {"\\u0062eta": [ 1e400 ], "host": "b", "tls": {"on": true, "x": -0}},
        "gamma": {"deep": {"12345678901234567890": 12345678901234567890}}}`,
    );
    expect(await read(file)).toMatchObject({
      value: { name: 'a', server: { host: 'b', tls: { on: true } } },
    });
    await update(file, (value) => {
      if (value?.server?.tls === undefined) throw new Error('not there');
      return { ...value, name: 'c', server: { ...value.server, tls: { on: false } } };
    });
    expect(textIn(file)).toBe(`{
  "name": "c",
  "server": {
    "host": "b",
    "tls": {
      "on": false,
      "x": -0
    },
    "\\u0062eta": [ 1e400 ]
  },
  "beta": 1.0,
  "gamma": {"deep": {"12345678901234567890": 12345678901234567890}}
}
`);
  });

  test('a member that the schema knows and the change leaves out is deleted', async () => {
    const file = fileOf(
      schema,
      '{"name": "a", "port": 1, "later": 2, "server": {"host": "b", "tls": {"on": true}, "later": 3}}',
    );
    await update(file, () => ({ name: 'a', server: { host: 'b', tls: undefined } }));
    expect(JSON.parse(textIn(file))).toEqual({
      name: 'a',
      later: 2,
      server: { host: 'b', later: 3 },
    });
    await update(file, () => ({ name: 'a' }));
    expect(JSON.parse(textIn(file))).toEqual({ name: 'a', later: 2 });
  });

  test('the elements of an array are the schema’s own', async () => {
    const file = fileOf(schema, '{"name": "a", "users": [{"name": "b", "later": 1}]}');
    await update(file, (value) => value && { ...value, name: 'c' });
    expect(JSON.parse(textIn(file))).toEqual({ name: 'c', users: [{ name: 'b' }] });
  });

  test.each<[string, unknown]>([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a Date', new Date(0)],
    ['a Map', new Map([['a', 1]])],
    ['undefined in an array', [undefined]],
    ['a hole in an array', Array.from({ length: 1 })],
    // biome-ignore lint/suspicious/noSparseArray: this is what the test is about
    ['a hole that no loop over the elements sees', [1, , 3]],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 1n],
    ['a boxed string', Object('x')],
    [
      'an instance of a class',
      new (class Point {
        x = 1;
      })(),
    ],
    ['an object that says itself what it is', { toJSON: () => 'x' }],
    ['a key __proto__', JSON.parse('{"__proto__": 1}')],
    ['a key constructor', { constructor: 1 }],
  ])('TypeError for %s, before anything is written', async (_name, any) => {
    const empty = fileOf(schema);
    await expect(create(empty, { name: 'a', any })).rejects.toThrow(TypeError);
    expect(await read(empty)).toMatchObject({ status: 'absent' });
    const file = fileOf(schema, '{"name": "a"}');
    await expect(update(file, () => ({ name: 'a', any: { deep: any } }))).rejects.toThrow(
      TypeError,
    );
    expect(textIn(file)).toBe('{"name": "a"}');
  });

  test('TypeError for a value that contains itself, is too deep, or is none of the schema', async () => {
    const file = fileOf(schema, '{"name": "a"}');
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const deep: unknown = JSON.parse('['.repeat(32) + ']'.repeat(32));
    const wrong = { name: 1 } as unknown as Value;
    for (const value of [{ name: 'a', any: circle }, { name: 'a', any: deep }, wrong]) {
      await expect(update(file, () => value)).rejects.toThrow(TypeError);
    }
    const extra: Value = { ...{ extra: 1 }, name: 'a' };
    await expect(update(file, () => extra)).rejects.toThrow(TypeError);
    expect(textIn(file)).toBe('{"name": "a"}');
  });

  test('what JSON can hold is written and read, whatever it is', async () => {
    const file = fileOf(schema);
    const bare: object = Object.assign(Object.create(null), { a: 1 });
    expect(await create(fileOf(schema), { name: 'a', any: bare })).toBe(true);
    const any = ['\ud800', '\u2028', 1e-7, 5e-324, null, [], {}, { '': '' }, { '1': 1 }, 'ä😀'];
    await create(file, { name: 'a', any });
    const state = await read(file);
    expect(state).toMatchObject({ value: { name: 'a', any } });
    expect(await update(file, (value) => value)).toMatchObject({ status: 'unchanged' });
  });

  test('a message about a value shows nothing of it', async () => {
    const file = fileOf(schema, '{"name": "a"}');
    const wrong = { name: ['hunter2'] } as unknown as Value;
    const error: unknown = await update(file, () => wrong).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('"name" is missing, or not what the schema allows');
    expect(String(error)).not.toContain('hunter2');
  });
});

describe('a schema that transforms', () => {
  test.each<[string, StandardSchema<never>]>([
    [
      'valibot',
      v.pipe(
        v.string(),
        v.transform((text) => text.length),
      ) as never,
    ],
    ['zod', z.string().transform((text) => text.length) as never],
  ])('to another type: what it reads is not written, %s', async (_, schema) => {
    for (const [, { read, update }] of bothForms) {
      const file = fileOf(schema, '"four"');
      expect(await read(file)).toMatchObject({ status: 'present', value: 4 });
      await expect(update(file, (value) => value)).rejects.toThrow(TypeError);
      expect(textIn(file)).toBe('"four"');
    }
  });

  test('to one that it takes as well is no harm: the text is trimmed by the next write', async () => {
    const schema = v.object({ name: v.pipe(v.string(), v.trim()) });
    for (const [, { read, update }] of bothForms) {
      const file = fileOf(schema, '{"name": " a ", "later": " b "}');
      expect(await read(file)).toMatchObject({ value: { name: 'a' } });
      await update(file, (value) => value);
      expect(JSON.parse(textIn(file))).toEqual({ name: 'a', later: ' b ' });
      await expect(update(file, () => ({ name: ' c ' }))).rejects.toThrow(
        new TypeError('value cannot be kept as JSON: it is another after it was written and read'),
      );
    }
  });
});

test('a schema that leaves out elements refuses a value with one of them', async () => {
  const schema = v.pipe(
    v.array(v.number()),
    v.transform((numbers) => numbers.filter((each) => each < 10)),
  );
  for (const [, { create, read }] of bothForms) {
    const file = fileOf<number[]>(schema);
    await expect(create(file, [1, 10])).rejects.toThrow(TypeError);
    expect(await create(file, [1, 2])).toBe(true);
    expect(await read(file)).toMatchObject({ value: [1, 2] });
  }
});

describe('a schema with defaults for single members', () => {
  const schema = z.object({ theme: z.string().default('light'), size: z.number().optional() });

  test('fills them in on reading, and they are written with the next change', async () => {
    for (const [, { read, update }] of bothForms) {
      const file = fileOf<{ theme?: string | undefined; size?: number | undefined }>(schema, '{}');
      expect(await read(file)).toMatchObject({ value: { theme: 'light' } });
      await update(file, (value) => ({ ...value, size: 1 }));
      expect(JSON.parse(textIn(file))).toEqual({ theme: 'light', size: 1 });
      await expect(update(file, () => ({ size: 2 }))).rejects.toThrow(TypeError);
    }
  });
});

describe('a schema that lets other members through', () => {
  const looseSchemas: readonly [
    string,
    StandardSchema<{ [key: string]: unknown; name: string }>,
  ][] = [
    ['valibot', v.looseObject({ name: v.string() })],
    ['zod', z.looseObject({ name: z.string() })],
  ];

  test.each(looseSchemas)('keeps the text of those that do not change: %s', async (_, schema) => {
    for (const [, { read, update }] of bothForms) {
      const file = fileOf(
        schema,
        '{"name": "a", "\\u006cater": {"big" : 1e400, "no": -0}, "list": [ 1.0, 1e400], "n": 1.0}',
      );
      await update(file, (value) => value && { ...value, name: 'b', n: 2 });
      expect(textIn(file)).toBe(`{
  "name": "b",
  "\\u006cater": {"big" : 1e400, "no": -0},
  "list": [ 1.0, 1e400],
  "n": 2
}
`);
      expect(await read(file)).toMatchObject({ value: { list: [1, Number.POSITIVE_INFINITY] } });
      const change = update(file, (value) => value && { ...value, list: [Infinity] });
      await expect(change).rejects.toThrow(TypeError);
    }
  });

  test.each(looseSchemas)('makes them members that it knows: %s', async (_, schema) => {
    for (const [, { update }] of bothForms) {
      const file = fileOf(schema, '{"name": "a", "later": 1, "gone": 2}');
      await update(file, (value) => ({ name: 'b', later: value?.['later'] }));
      expect(JSON.parse(textIn(file))).toEqual({ name: 'b', later: 1 });
    }
  });
});

test.each<[string, StandardSchema<{ name: string }>]>([
  ['valibot', v.strictObject({ name: v.string() })],
  ['zod', z.strictObject({ name: z.string() })],
])('a strict schema finds a file with other members damaged: %s', async (_, schema) => {
  for (const [, { read, update }] of bothForms) {
    const file = fileOf(schema, '{"name": "a", "later": 1}');
    expect(await read(file)).toMatchObject({ status: 'damaged', fault: 'wrong-shape' });
    await expect(update(file, () => ({ name: 'b' }))).rejects.toMatchObject({
      code: 'ERR_STATE_DAMAGED',
    });
  }
});

describe('a schema that answers with a promise', () => {
  const rejecting: StandardSchema<string> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: () => Promise.reject(new Error('nobody handles this')),
    },
  };

  test.each<[string, StandardSchema<string>]>([
    [
      'valibot',
      v.pipeAsync(
        v.string(),
        v.checkAsync(async () => true),
      ),
    ],
    ['zod', z.string().refine(async () => true)],
    ['one of its own, which rejects', rejecting],
  ])('is refused with TypeError, and the file is not called damaged: %s', async (_, schema) => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    onTestFinished(() => void process.off('unhandledRejection', listen));
    for (const [, { create, quarantine, read, update }] of bothForms) {
      const file = fileOf(schema, '"a"');
      const asynchronous = 'schema must validate synchronously';
      await expect(read(file)).rejects.toThrow(new TypeError(asynchronous));
      await expect(update(file, () => 'b')).rejects.toThrow(TypeError);
      await expect(quarantine(file)).rejects.toThrow(TypeError);
      await expect(create(fileOf(schema), 'b')).rejects.toThrow(TypeError);
      expect(textIn(file)).toBe('"a"');
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(unhandled).toEqual([]);
  });
});

test('a schema that throws is a fault of the program, and not the file’s', async () => {
  const broken: StandardSchema<string> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: () => {
        throw new RangeError('broken');
      },
    },
  };
  for (const [, { read, update }] of bothForms) {
    const file = fileOf(broken, '"a"');
    await expect(read(file)).rejects.toThrow(new RangeError('broken'));
    await expect(update(file, () => 'b')).rejects.toThrow(new RangeError('broken'));
    expect(textIn(file)).toBe('"a"');
  }
});

test('a schema may be of anything that JSON has', async () => {
  for (const [, { create, read, update }] of bothForms) {
    const numbers = fileOf<number[]>(v.array(v.number()));
    await create(numbers, [1]);
    await update(numbers, (value) => [...(value ?? []), 2]);
    expect(await read(numbers)).toMatchObject({ value: [1, 2] });
    const records = fileOf<Record<string, number>>(z.record(z.string(), z.number()));
    await create(records, { a: 1, b: 2 });
    await update(records, (value) => ({ c: value?.['a'] ?? 0 }));
    expect(await read(records)).toMatchObject({ value: { c: 1 } });
    expect(JSON.parse(textIn(records))).toEqual({ c: 1 });
    const nothing = fileOf<null>(v.null());
    expect(await create(nothing, null)).toBe(true);
    expect(await read(nothing)).toMatchObject({ status: 'present', value: null });
  }
});
