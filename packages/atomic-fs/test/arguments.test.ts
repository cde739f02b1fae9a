import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import * as atomic from '../src/index.ts';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';
import { type WrongValue, wrong } from './real/wrong-values.ts';

/** What may be wrong with one function: its arguments in order, and each of its options by name. */
interface Row {
  readonly call: (...args: never[]) => unknown;
  /** Arguments with which the call would change something, and what each may not be. */
  readonly args: (directory: string) => readonly unknown[];
  readonly wrongArgs: readonly (readonly WrongValue[])[];
  readonly wrongOptions: Readonly<Record<string, readonly WrongValue[]>>;
}

/** The compiler asks for a row of each option. */
type Options<O> = Readonly<Record<keyof Required<O>, readonly WrongValue[]>>;

const writing: Options<atomic.WriteOptions> = {
  mode: wrong.permissionBits,
  owner: wrong.word,
  followLinks: wrong.flag,
  parents: wrong.flag,
  durability: wrong.word,
};
const removing: Options<atomic.RemoveOptions> = { durability: wrong.word };
const reading: Options<atomic.ReadOptions> = {
  maxBytes: wrong.bytes,
  private: wrong.word,
  followLinks: wrong.flag,
  into: wrong.buffer,
};
const { into: _, ...readingText } = reading;
const updating: Options<atomic.UpdateFileOptions> = {
  ...writing,
  lockPath: wrong.path,
  timeoutMs: wrong.milliseconds,
  maxBytes: wrong.bytes,
};
const locking: Options<atomic.LockOptions> = { timeoutMs: wrong.milliseconds };
const ensuring: Options<atomic.DirectoryOptions> = { mode: wrong.permissionBits };
type Keys<U> = U extends unknown ? keyof U : never;
const choosing: Readonly<Record<Keys<atomic.OrphanChoice>, readonly WrongValue[]>> = {
  target: wrong.targets,
  lockPath: wrong.path,
  timeoutMs: wrong.milliseconds,
  olderThanMs: wrong.milliseconds,
};

function bothForms(
  name: string,
  calls: readonly [(...args: never[]) => unknown, (...args: never[]) => unknown],
  row: Omit<Row, 'call'>,
): readonly (readonly [string, Row])[] {
  const [call, callSync] = calls;
  const takesOptions = row.wrongArgs.at(-1) === wrong.options;
  const running = takesOptions ? { signal: wrong.word, blocking: wrong.word } : {};
  return [
    [name, { ...row, call, wrongOptions: { ...row.wrongOptions, ...running } }],
    [`${name}Sync`, { ...row, call: callSync }],
  ];
}

const state = (directory: string): string => join(directory, 'state.json');
const rows = new Map<string, Row>([
  ...bothForms('replaceFile', [atomic.replaceFile, atomic.replaceFileSync], {
    args: (directory) => [state(directory), 'new'],
    wrongArgs: [wrong.path, wrong.data, wrong.options],
    wrongOptions: writing,
  }),
  ...bothForms('createFile', [atomic.createFile, atomic.createFileSync], {
    args: (directory) => [join(directory, 'new.json'), 'new'],
    wrongArgs: [wrong.path, wrong.data, wrong.options],
    wrongOptions: writing,
  }),
  ...bothForms('removeFile', [atomic.removeFile, atomic.removeFileSync], {
    args: (directory) => [state(directory)],
    wrongArgs: [wrong.path, wrong.options],
    wrongOptions: removing,
  }),
  ...bothForms('readRegularFile', [atomic.readRegularFile, atomic.readRegularFileSync], {
    args: (directory) => [state(directory)],
    wrongArgs: [wrong.path, wrong.options],
    wrongOptions: reading,
  }),
  ...bothForms('readTextFile', [atomic.readTextFile, atomic.readTextFileSync], {
    args: (directory) => [state(directory)],
    wrongArgs: [wrong.path, wrong.options],
    wrongOptions: readingText satisfies Options<atomic.ReadTextOptions>,
  }),
  ...bothForms('updateFile', [atomic.updateFile, atomic.updateFileSync], {
    args: (directory) => [state(directory), () => 'new'],
    wrongArgs: [wrong.path, wrong.callback, wrong.options],
    wrongOptions: updating,
  }),
  ...bothForms('ensureDirectory', [atomic.ensureDirectory, atomic.ensureDirectorySync], {
    args: (directory) => [join(directory, 'new')],
    wrongArgs: [wrong.path, wrong.options],
    wrongOptions: ensuring,
  }),
  ...bothForms('listOrphans', [atomic.listOrphans, atomic.listOrphansSync], {
    args: (directory) => [directory],
    wrongArgs: [wrong.path],
    wrongOptions: {},
  }),
  ...bothForms('removeOrphans', [atomic.removeOrphans, atomic.removeOrphansSync], {
    args: (directory) => [directory, { target: 'state.json' }],
    wrongArgs: [wrong.path, wrong.choice],
    wrongOptions: choosing,
  }),
  ...bothForms('acquireLock', [atomic.acquireLock, atomic.acquireLockSync], {
    args: (directory) => [join(directory, 'lock')],
    wrongArgs: [wrong.path, wrong.options],
    wrongOptions: locking,
  }),
  ...bothForms('withLock', [atomic.withLock, atomic.withLockSync], {
    args: (directory) => [join(directory, 'lock'), {}, () => {}],
    wrongArgs: [wrong.path, wrong.options],
    wrongOptions: locking,
  }),
  [
    'createLock',
    {
      call: atomic.createLock,
      args: (directory) => [join(directory, 'lock')],
      wrongArgs: [wrong.path],
      wrongOptions: {},
    },
  ],
]);

test('each function that the package exports has a row in the table of wrong arguments', () => {
  const isErrorClass = (value: unknown): boolean =>
    typeof value === 'function' && value.prototype instanceof Error;
  const functions = Object.entries(atomic)
    .filter(([, value]) => typeof value === 'function' && !isErrorClass(value))
    .map(([name]) => name);
  expect(functions.toSorted()).toEqual([...rows.keys(), 'errnoOf'].toSorted());
});

describe.each([...rows])('%s', (name, { call, args, wrongArgs, wrongOptions }) => {
  test('refuses each wrong argument, and changes nothing', async () => {
    for (const [at, values] of wrongArgs.entries()) {
      for (const wrongValue of values) {
        await expectRefusal(name, call, (directory) =>
          replacedAt(args(directory), at, wrongValue.value),
        );
      }
    }
  });

  const options = Object.entries(wrongOptions);
  if (options.length === 0) return;
  test('refuses each wrong option, and changes nothing', async () => {
    for (const [option, values] of options) {
      for (const { value } of values) {
        // An option that is undefined is one that is left out.
        if (value === undefined) continue;
        await expectRefusal(name, call, (directory) => {
          const at = wrongArgs.length - 1;
          const good = option === 'olderThanMs' ? {} : args(directory)[at];
          return replacedAt(args(directory), at, { ...Object(good), [option]: value });
        });
      }
    }
  });
});

function replacedAt(args: readonly unknown[], at: number, value: unknown): unknown[] {
  const replaced = [...args];
  replaced[at] = value;
  return replaced;
}

/** An asynchronous function rejects, and never throws. */
async function expectRefusal(
  name: string,
  call: (...args: never[]) => unknown,
  argsIn: (directory: string) => readonly unknown[],
): Promise<void> {
  const directory = planted();
  const before = lookAt(directory);
  const args = argsIn(directory) as never[];
  const isSync = name.endsWith('Sync') || name === 'createLock';
  const refusal = await refusalOf(() => call(...args), isSync);
  const isRange = refusal instanceof RangeError;
  expect(refusal).toBeInstanceOf(isRange ? RangeError : TypeError);
  expect(refusal).toMatchObject({
    code: isRange ? 'ERR_OUT_OF_RANGE' : expect.stringMatching(/^ERR_INVALID_/),
    message: expect.not.stringContaining('secret'),
  });
  expect(lookAt(directory)).toEqual(before);
}

async function refusalOf(call: () => unknown, isSync: boolean): Promise<unknown> {
  let answer: unknown;
  try {
    answer = call();
  } catch (error) {
    if (isSync) return error;
    throw new Error('it threw instead of rejecting', { cause: error });
  }
  if (isSync) return `no refusal but ${String(answer)}`;
  return await (answer as Promise<unknown>).then(
    (value) => `no refusal but ${value}`,
    (e) => e,
  );
}

function planted(): string {
  const directory = scratch();
  mkdirSync(join(directory, 'below'));
  writeFileSync(state(directory), 'old', { mode: 0o640 });
  writeFileSync(join(directory, '.state.json.0123456789ab.tmp'), 'torn');
  return directory;
}

function lookAt(directory: string): unknown {
  return readdirSync(directory).map((name) => {
    const path = join(directory, name);
    const { mode, mtimeMs, ino } = statSync(path);
    return [name, mode, mtimeMs, ino, statSync(path).isFile() ? readFileSync(path, 'utf8') : ''];
  });
}

describe('data', () => {
  const numbers = Float64Array.of(1.5, -2, Number.NaN);
  const shared = new Uint8Array(new SharedArrayBuffer(6), 2, 3);
  shared.set([1, 2, 3]);
  const views: Readonly<Record<string, ArrayBufferView>> = {
    'a Buffer out of the pool': Buffer.from('pooled'),
    'a part of a Buffer': Buffer.from('xabcx').subarray(1, 4),
    'a DataView with an offset': new DataView(numbers.buffer, 8, 8),
    'an array of floats': numbers,
    'a part of an array of 16 bit numbers': Uint16Array.of(1, 2, 3, 4).subarray(1, 3),
    'big integers': BigInt64Array.of(-1n, 2n),
    'shared memory': shared,
    'an empty view': new Float32Array(0),
  };

  test.each(Object.entries(views))('%s is written whole', async (_, view) => {
    const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
    const directory = scratch();
    for (const { form, replaceFile, createFile } of forms) {
      await replaceFile(join(directory, form), view);
      await createFile(join(directory, `${form} created`), view);
      for (const name of [form, `${form} created`]) {
        expect(readFileSync(join(directory, name)).equals(bytes)).toBe(true);
      }
    }
  });

  test('is that of the moment of the call, and so are the options', async () => {
    const path = join(scratch(), 'state.json');
    const bytes = Buffer.from('first');
    const options: { mode: number } = { mode: 0o640 };
    const replacing = atomic.replaceFile(path, bytes, options);
    bytes.fill('x');
    options.mode = 0o666;
    await replacing;
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });
});

describe('a path', () => {
  const here = process.cwd();
  afterEach(() => process.chdir(here));

  test('is resolved when the function is called, and not later', async () => {
    const directory = realpathSync(planted());
    const calls: readonly (() => Promise<unknown>)[] = [
      () => atomic.replaceFile('state.json', 'new'),
      () => atomic.createFile('new.json', 'new'),
      () => atomic.ensureDirectory('made/deep'),
      () => atomic.readRegularFile('state.json'),
      () => atomic.readTextFile('state.json'),
      () => atomic.updateFile('new.json', () => 'new', { lockPath: 'state.json.lck' }),
      () => atomic.listOrphans('.'),
      () => atomic.removeOrphans('.', { target: 'state.json' }),
      () => atomic.removeFile('new.json'),
    ];
    for (const call of calls) {
      process.chdir(directory);
      const calling = call();
      process.chdir('/');
      expect(await calling).not.toBe(false);
    }
    expect(readFileSync(state(directory), 'utf8')).toBe('new');
    expect(readdirSync(directory)).toEqual(['below', 'made', 'state.json', 'state.json.lck']);
  });

  test('may be a file URL, also of another realm', async () => {
    const directory = scratch();
    const path = join(directory, 'a b#c%.json');
    const url = pathToFileURL(path);
    const { href, protocol, host, hostname, pathname } = url;
    const ofAnotherRealm = { href, protocol, host, hostname, pathname } as URL;
    for (const { replaceFile, readRegularFile } of forms) {
      await replaceFile(url, 'new');
      expect(readFileSync(path, 'utf8')).toBe('new');
      expect((await readRegularFile(ofAnotherRealm))?.bytes).toHaveLength(3);
    }
    expect(await atomic.removeFile(url)).toBe(true);
  });

  test('leads where it leads the kernel, also through a link and up again', async () => {
    const directory = scratch();
    mkdirSync(join(directory, 'elsewhere', 'inner'), { recursive: true });
    symlinkSync(join('elsewhere', 'inner'), join(directory, 'link'));
    for (const { form, replaceFile } of forms) {
      const path = `${directory}//./link/../${form}`;
      await replaceFile(path, 'new');
      expect(readFileSync(path, 'utf8')).toBe('new');
    }
    expect(readdirSync(join(directory, 'elsewhere'))).toEqual(['async', 'inner', 'sync']);
    expect(readdirSync(directory)).toEqual(['elsewhere', 'link']);
  });
});
