import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Codec, createStateSync, type StateFileOptions, stateFile } from '../src/index.ts';
import { scratch } from './scratch.ts';
import { Settings, settingsFile } from './settings.ts';

const path = '/home/me/settings.json';
const text: Codec<string> = { decode: (value) => ({ ok: true, value }), encode: (value) => value };

/** Options as a program without types might give them. */
function describeFile(options: Record<string, unknown>): unknown {
  return stateFile(options as unknown as StateFileOptions<unknown>);
}

test('a description is plain data, and nothing is touched for it', () => {
  const file = settingsFile({ path, defaults: { theme: 'light' } });
  expect(file).toMatchObject({
    path,
    lockPath: `${path}.lck`,
    maxBytes: 1024 * 1024,
    private: 'repair',
    durability: 'full',
    defaults: { theme: 'light' },
  });
});

test('an option that is undefined is one that is not given', () => {
  const bare = settingsFile({ path });
  const options = {
    codec: undefined,
    defaults: undefined,
    maxBytes: undefined,
    lockPath: undefined,
    check: undefined,
    private: undefined,
    durability: undefined,
    guard: undefined,
  };
  const { codec: _, guard: __, ...rest } = bare;
  expect(settingsFile({ path, ...options })).toMatchObject(rest);
});

test.each<[string, Record<string, unknown>, string]>([
  [
    'a relative path',
    { path: 'settings.json', schema: Settings },
    'path must be an absolute path, not "settings.json"',
  ],
  ['an empty path', { path: '', schema: Settings }, 'path must be a path that is not empty'],
  ['no path', { schema: Settings }, 'path must be a string or a file URL, not undefined'],
  [
    'a URL that is no file',
    { path: new URL('https://example.com/f'), schema: Settings },
    'The URL must be of scheme file',
  ],
  [
    'a path that ends in a slash',
    { path: `${path}/`, schema: Settings },
    `path must be the path of a file, not "${path}/"`,
  ],
  [
    'a relative lockPath',
    { path, schema: Settings, lockPath: 'lock' },
    'lockPath must be an absolute path, not "lock"',
  ],
  [
    'the file itself as lockPath',
    { path, schema: Settings, lockPath: '/home/me/./settings.json' },
    'lockPath must be another file than path',
  ],
  ['neither a codec nor a schema', { path }, 'options must be given with either codec or schema'],
  [
    'both a codec and a schema',
    { path, schema: Settings, codec: text },
    'options must be given with either codec or schema',
  ],
  ['a schema that is none', { path, schema: {} }, 'schema must be a Standard Schema'],
  [
    'a codec that only reads',
    { path, codec: { decode: text.decode } },
    'encode of codec must be a function',
  ],
  [
    'a codec that only writes',
    { path, codec: { encode: text.encode } },
    'decode of codec must be a function',
  ],
  [
    'an unknown word for durability',
    { path, schema: Settings, durability: 'none' },
    "durability must be 'full' or 'atomic'",
  ],
  [
    'an unknown word for private',
    { path, schema: Settings, private: 'ignore' },
    "private must be 'check' or 'repair'",
  ],
  [
    'defaults of another shape',
    { path, schema: Settings, defaults: { theme: 1, size: 'x' } },
    'value cannot be kept as JSON: "theme" is missing, or not what the schema allows; "size" is missing',
  ],
  [
    'defaults that JSON cannot hold',
    { path, schema: Settings, defaults: { theme: 'a', size: NaN } },
    'value cannot be kept as JSON: "size" is missing, or not what the schema allows',
  ],
  [
    'defaults that the codec cannot read again',
    {
      path,
      codec: {
        ...text,
        decode: () => ({
          ok: false,
          fault: 'unparseable',
          issues: [{ message: 'no' }, { message: 'never' }],
        }),
      },
      defaults: 'x',
    },
    'defaults cannot be written: no; never',
  ],
])('TypeError for %s', (_, options, message) => {
  expect(() => describeFile(options)).toThrow(TypeError);
  expect(() => describeFile(options)).toThrow(message);
});

test.each<[string, string, Record<string, unknown>]>([
  ['ERR_INVALID_ARG_TYPE', 'no path', { schema: Settings }],
  ['ERR_INVALID_ARG_TYPE', 'a codec that is none', { path, codec: {} }],
  ['ERR_INVALID_ARG_TYPE', 'a check that is none', { path, schema: Settings, check: 1 }],
  ['ERR_INVALID_ARG_VALUE', 'a relative path', { path: 'here', schema: Settings }],
  ['ERR_INVALID_ARG_VALUE', 'half a character', { path: '/a/\ud800', schema: Settings }],
  ['ERR_INVALID_ARG_VALUE', 'an unknown word', { path, schema: Settings, private: 'no' }],
  ['ERR_OUT_OF_RANGE', 'a maxBytes of 0', { path, schema: Settings, maxBytes: 0 }],
])('%s, as of the functions of Node, for %s', (code, _, options) => {
  expect(() => describeFile(options)).toThrow(expect.objectContaining({ code }));
});

test('a file URL of another realm is one', () => {
  const { href, protocol, host, hostname, pathname } = new URL(`file://${path}`);
  const url = { href, protocol, host, hostname, pathname };
  expect(describeFile({ path: url, schema: Settings })).toMatchObject({ path });
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'RangeError for a maxBytes of %s',
  (maxBytes) => {
    expect(() => describeFile({ path, schema: Settings, maxBytes })).toThrow(
      expect.objectContaining({
        name: 'RangeError',
        message: `maxBytes must be a whole number of bytes from 1 on, not ${maxBytes}`,
      }),
    );
  },
);

test('a value that no check was given for is accepted without an issue', () => {
  expect(settingsFile({ path }).check({ theme: 'dark' })).toEqual([]);
});

test('a lock file may have the name of the file in another directory', () => {
  const lockPath = '/home/me/locks/settings.json';
  expect(settingsFile({ path, lockPath })).toMatchObject({ path, lockPath });
});

test('files with different lock files beside each other do not meet', () => {
  const directory = scratch();
  const a = stateFile({ path: join(directory, 'a'), codec: text });
  const b = stateFile({ path: join(directory, 'a.b'), codec: text });
  expect(createStateSync(a, 'a')).toBe(true);
  expect(createStateSync(b, 'b')).toBe(true);
});
