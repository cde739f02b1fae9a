import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFile, removeFile, replaceFile } from '../src/index.ts';
import { effects, run } from '../src/operations.ts';
import { scratch } from './real/scratch.ts';

/** The largest number of pending files that are seen at one time, looked for at each turn of the event loop. */
async function mostPending(directory: string, writing: readonly Promise<unknown>[]) {
  let most = 0;
  let isDone = false;
  const all = Promise.all(writing).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    const pending = readdirSync(directory).filter((name) => name.endsWith('.tmp'));
    most = Math.max(most, pending.length);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await all;
  return most;
}

describe('of many asynchronous writes at once', () => {
  test.each([
    { concurrency: undefined, most: 4 },
    { concurrency: 1, most: 1 },
    { concurrency: 9, most: 9 },
  ])('at most $most have a pending file, with concurrency $concurrency', async (row) => {
    const directory = scratch();
    const { concurrency, most } = row;
    const data = 'x'.repeat(100_000);
    const writes = Array.from({ length: 60 }, (_, i) => {
      const path = join(directory, `f${i}`);
      return i % 2 === 0
        ? replaceFile(path, data, { concurrency })
        : createFile(path, data, { concurrency });
    });
    const seen = await mostPending(directory, writes);
    expect(seen).toBeLessThanOrEqual(most);
    expect(seen).toBeGreaterThan(most / 3);
    expect(readdirSync(directory)).toHaveLength(60);
  });

  test('each begins in the order of the calls, also one that wants to be alone', async () => {
    const directory = scratch();
    const begun: number[] = [];
    let underWay = 0;
    let besideAlone = 0;
    const alone = 7;
    const writes = Array.from({ length: 20 }, (_, i) => {
      const path = join(directory, `f${i}`);
      return run(
        (function* write() {
          yield* effects.beginWrite(path);
          underWay += 1;
          begun.push(i);
          if (i === alone) besideAlone = underWay;
          yield* effects.pause(1);
          underWay -= 1;
          yield* effects.endWrite(path);
        })(),
        { concurrency: i === alone ? 1 : 3 },
      );
    });
    await Promise.all(writes);
    expect(begun).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(besideAlone).toBe(1);
  });

  test('those that fail make room for the others, however many', async () => {
    const directory = scratch();
    const writes = Array.from({ length: 3000 }, () => replaceFile(join(directory, 'no/f'), ''));
    const settled = await Promise.allSettled(writes);
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    await replaceFile(join(directory, 'f'), 'whole');
    expect(readFileSync(join(directory, 'f'), 'utf8')).toBe('whole');
  });
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '4', null])(
  'a concurrency of %s is refused before anything is touched',
  async (concurrency) => {
    const directory = scratch();
    const path = join(directory, 'f');
    const options = { concurrency } as never;
    const code = typeof concurrency === 'number' ? 'ERR_OUT_OF_RANGE' : 'ERR_INVALID_ARG_TYPE';
    await expect(replaceFile(path, '', options)).rejects.toMatchObject({ code });
    await expect(createFile(path, '', options)).rejects.toMatchObject({ code });
    await expect(removeFile(path, options)).rejects.toMatchObject({ code });
    expect(readdirSync(directory)).toEqual([]);
  },
);
