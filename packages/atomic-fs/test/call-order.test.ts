import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acquireLock,
  createFile,
  removeFile,
  replaceFile,
  updateFile,
  withLock,
} from '../src/index.ts';
import { effects, type Operation, replaceFile as replacing, run } from '../src/operations.ts';
import { scratch } from './real/scratch.ts';

describe('asynchronous writes of one path', () => {
  test('take effect in call order: 200 times two replacements that overlap', async () => {
    const directory = scratch();
    const last: string[] = [];
    for (let i = 0; i < 200; i += 1) {
      const path = join(directory, `f${i}`);
      // The larger one takes longer, and would come last.
      const first = replaceFile(path, 'a'.repeat(200_000), { durability: 'atomic' });
      await Promise.all([first, replaceFile(path, 'second', { durability: 'atomic' })]);
      last.push(readFileSync(path, 'utf8'));
    }
    expect(last).toEqual(Array.from({ length: 200 }, () => 'second'));
  });

  test('take effect in call order, whatever writes they are and however their path is spelled', async () => {
    const directory = scratch();
    const spellings = [
      join(directory, 'f'),
      `${directory}/./f`,
      `${directory}//f`,
      relative(process.cwd(), join(directory, 'f')),
    ];
    const write = fc.record({
      write: fc.constantFrom('replace', 'create', 'remove'),
      spelling: fc.constantFrom(...spellings),
      bytes: fc.constantFrom(0, 10, 100_000),
      blocking: fc.constantFrom('mixed', 'pool'),
      concurrency: fc.integer({ min: 1, max: 5 }),
      // Whether the caller lets something else run before the next call.
      pause: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 8 }), async (writes) => {
        await removeFile(join(directory, 'f'), { durability: 'atomic' });
        const started: Promise<unknown>[] = [];
        const expected: unknown[] = [];
        let content: string | undefined;
        for (const [i, { write: kind, spelling, bytes, pause, ...turn }] of writes.entries()) {
          const data = `${i}`.padEnd(bytes);
          const options = { durability: 'atomic', ...turn } as const;
          if (kind === 'replace') started.push(replaceFile(spelling, data, options));
          else if (kind === 'create') started.push(createFile(spelling, data, options));
          else started.push(removeFile(spelling, options));
          const isThere = content !== undefined;
          expected.push({ replace: undefined, create: !isThere, remove: isThere }[kind]);
          if (kind === 'remove') content = undefined;
          else if (kind === 'replace' || !isThere) content = data;
          if (pause) await new Promise((resolve) => setImmediate(resolve));
        }
        expect(await Promise.all(started)).toEqual(expected);
        const names = readdirSync(directory);
        expect(names.map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual(
          content === undefined ? [] : [content],
        );
      }),
      { numRuns: 60 },
    );
  });

  test('of which one fails let the later ones take effect', async () => {
    const directory = scratch();
    const path = join(directory, 'missing', 'f');
    const failed = await Promise.allSettled([replaceFile(path, '1'), replaceFile(path, '2')]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(removeFile(path)).resolves.toBe(false);
  });

  test('do not hold up those of other paths', async () => {
    const directory = scratch();
    const order: string[] = [];
    const writes = ['a', 'a', 'a', 'b'].map((name, i) =>
      replaceFile(join(directory, name), `${i}`).then(() => void order.push(name)),
    );
    await Promise.all(writes);
    expect(order.indexOf('b')).toBeLessThan(3);
  });

  test('write the data that was there at the call', async () => {
    const directory = scratch();
    const bytes = new Uint8Array(100_000).fill(1);
    const written = ['a', 'a', 'b'].map((name) => replaceFile(join(directory, name), bytes));
    bytes.fill(2);
    await Promise.all(written);
    for (const name of ['a', 'b']) {
      expect(new Set(readFileSync(join(directory, name)))).toEqual(new Set([1]));
    }
  });

  test('may be made by one operation inside another', async () => {
    const path = join(scratch(), 'f');
    function* inside(): Operation<void> {
      yield* replacing(path, 'inner');
    }
    await run(replacing(path, 'outer', { beforeRename: inside }), { concurrency: 1 });
    expect(readFileSync(path, 'utf8')).toBe('outer');
  });
});

test('a write that waits for earlier ones is aborted, changes nothing, and lets later ones go on', async () => {
  const path = join(scratch(), 'f');
  writeFileSync(path, 'old');
  const abort = new AbortController();
  const { signal } = abort;
  const first = replaceFile(path, 'first');
  const aborted = run(replacing(path, 'aborted'), { signal });
  const third = run(
    (function* appending(): Operation<string> {
      yield* effects.beginWrite(path);
      try {
        return readFileSync(path, 'utf8');
      } finally {
        yield* effects.endWrite(path);
      }
    })(),
  );
  abort.abort(new Error('no longer wanted'));
  await expect(aborted).rejects.toThrow('no longer wanted');
  await first;
  expect(await third).toBe('first');
});

describe('asynchronous updates of one path', () => {
  const appending =
    (more: string) =>
    (text = '') =>
      `${text}${more}`;
  const letters = [...'abcdefgh'];

  test.each<[string, { parents?: true; followLinks?: true; blocking?: 'pool' }]>([
    ['as they are', {}],
    ['of which the first makes the directories', { parents: true }],
    ['behind a link, through the pool', { followLinks: true, blocking: 'pool' }],
  ])('take effect in call order, %s', async (_what, options) => {
    for (let round = 0; round < 10; round += 1) {
      const directory = scratch();
      const path = options.parents ? join(directory, 'a', 'b', 'c', 'f') : join(directory, 'f');
      if (options.followLinks) symlinkSync('real', path);
      const update = (letter: string): Promise<unknown> =>
        updateFile(path, appending(letter), { durability: 'atomic', ...options });
      await Promise.all(letters.map(update));
      expect(readFileSync(path, 'utf8')).toBe(letters.join(''));
    }
  });

  test('come after the earlier writes of their path, whose content the change gets', async () => {
    const path = join(scratch(), 'f');
    const texts: (string | undefined)[] = [];
    const written = replaceFile(path, 'a'.repeat(200_000));
    const updated = updateFile(path, (text) => {
      texts.push(text?.slice(0, 2));
      return 'b';
    });
    await Promise.all([written, updated]);
    expect({ texts, now: readFileSync(path, 'utf8') }).toEqual({ texts: ['aa'], now: 'b' });
  });

  test('hold up no later write while they wait for their lock, and change what it wrote', async () => {
    const path = join(scratch(), 'f');
    const lock = await acquireLock(`${path}.lck`);
    const updated = updateFile(path, appending('+'));
    await replaceFile(path, 'later');
    expect(readFileSync(path, 'utf8')).toBe('later');
    lock.release();
    expect(await updated).toBe('later+');
  });

  test('leave the pending files of writes without the lock, of whatever order', async () => {
    const path = join(scratch(), 'f');
    for (let round = 0; round < 20; round += 1) {
      const calls = [1, 2, 3, 4].map((i) => [
        updateFile(path, appending('+'), { durability: 'atomic' }),
        replaceFile(path, 'x'.repeat(i * 50_000), { durability: 'atomic' }),
      ]);
      await Promise.all(calls.flat());
    }
  });

  test('let a write under their lock go on', async () => {
    const path = join(scratch(), 'f');
    const written = withLock(`${path}.lck`, () => replaceFile(path, 'locked'));
    await Promise.all([written, updateFile(path, appending('+'))]);
    expect(readFileSync(path, 'utf8')).toBe('locked+');
  });
});

test('a write after one that was aborted, in the same run, is aborted as well', async () => {
  const path = join(scratch(), 'f');
  const abort = new AbortController();
  function* again(): Operation<void> {
    try {
      yield* replacing(path, 'aborted');
    } catch {
      yield* replacing(path, 'again');
    }
  }
  const first = replaceFile(path, 'first');
  const aborted = run(again(), { signal: abort.signal });
  abort.abort(new Error('no longer wanted'));
  await expect(aborted).rejects.toThrow('no longer wanted');
  await first;
  expect(readFileSync(path, 'utf8')).toBe('first');
});

test('a write of a relative path lets later ones go on, wherever the working directory is by then', async () => {
  const here = process.cwd();
  function* movingTo(directory: string): Operation<void> {
    yield* effects.beginWrite('f');
    process.chdir(directory);
    yield* effects.endWrite('f');
  }
  try {
    const before = scratch();
    process.chdir(before);
    await run(movingTo(scratch()));
    process.chdir(before);
    await expect(run(movingTo(here))).resolves.toBeUndefined();
  } finally {
    process.chdir(here);
  }
});
