import { constants } from 'node:buffer';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  answeredBy,
  effects,
  type FileFacts,
  type Operation,
  readTextFile,
  replaceFile,
  run,
  runSync,
} from '../src/operations.ts';
import { createMachine } from '../src/testing.ts';
import { forms } from './real/forms.ts';
import { requireLab } from './real/lab.ts';

const GiB = 2 ** 30;
const size = 3 * GiB + 7;
/** Memory that nobody touches costs nothing. */
const untouched = new Uint8Array(size);

describe.skipIf(process.platform === 'win32')('more than 2 GiB', () => {
  test.each([
    ['sync', async (operation: Operation<number>) => runSync(operation)],
    ['async', run],
  ] as const)('are written and read in calls that Node takes, %s', async (_, runner) => {
    const fd = openSync('/dev/null', 'r+');
    onTestFinished(() => closeSync(fd));
    for (const offset of [0, GiB, 2 * GiB + 5, 3 * GiB]) {
      const written = await runner(effects.write(fd, untouched, offset));
      expect(written).toBe(Math.min(size - offset, GiB));
      expect(await runner(effects.read(fd, untouched, offset))).toBe(0);
    }
  });

  test('are written whole, however few bytes each call takes', () => {
    const machine = createMachine({ files: { '/d': { kind: 'directory' } } });
    const offsets: number[] = [];
    const writing = answeredBy(replaceFile('/d/large', untouched), function* (effect) {
      if (effect.call === 'fstat') {
        const facts = (yield* effects.passOn(effect)) as FileFacts;
        return { ...facts, size: offsets.length > 3 ? size : 0 };
      }
      if (effect.call !== 'write') return yield* effects.passOn(effect);
      const [, bytes, offset] = effect.args;
      offsets.push(offset);
      return Math.min(bytes.length - offset, GiB - 3);
    });
    runSync(writing, machine.start().system);
    expect(offsets).toEqual([0, GiB - 3, 2 * GiB - 6, 3 * GiB - 9]);
  });
});

/** Memory for the content, its copy and the file, if that is in memory too. */
const needed = 4 * size;

/** `pnpm lab` sets it. */
const isLong = process.env['MISSIONCTL_LONG'] === '1';

describe.each(isLong ? forms : [])(
  '3 GiB, $form',
  ({ replaceFile: replace, createFile, readRegularFile }) => {
    test('are replaced, created and read whole, on a real file system', {
      timeout: 600_000,
    }, async (context) => {
      const place = statfsSync('/dev/shm', { bigint: false });
      const enough = freemem() > needed && place.bavail * place.bsize > 2 * size;
      requireLab(context, enough ? undefined : 'it takes 13 GiB of memory');
      const directory = mkdtempSync('/dev/shm/atomic-fs-');
      onTestFinished(() => rmSync(directory, { recursive: true }));
      const bytes = Buffer.alloc(size);
      const marks = [0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - (5 * GiB) / 4, size - 1];
      for (const [at, mark] of marks.entries()) bytes[mark] = at + 1;
      for (const write of [replace, createFile]) {
        const path = join(directory, write === replace ? 'replaced' : 'created');
        await write(path, bytes, { durability: 'atomic' });
        expect(statSync(path).size).toBe(size);
        const read = await readRegularFile(path, { maxBytes: size });
        expect(read?.bytes.length).toBe(size);
        expect(marks.map((mark) => read?.bytes[mark])).toEqual([1, 2, 3, 4, 5]);
        rmSync(path);
      }
    });
  },
);

test('a file for which there is no memory is an error that says so of this process', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'atomic-fs-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'sparse');
  writeFileSync(path, '');
  truncateSync(path, 2 ** 43);
  for (const { readRegularFile } of forms) {
    await expect(readRegularFile(path, { maxBytes: 2 ** 44 })).rejects.toMatchObject({
      code: 'ERR_FILE_READ',
      exhausted: true,
    });
  }
});

test('a text of which there can be no string is an error that names the file', () => {
  const path = '/d/text';
  const machine = createMachine({ files: { '/d': { kind: 'directory' }, [path]: {} } });
  const long = constants.MAX_STRING_LENGTH + 1;
  const reading = answeredBy(readTextFile(path, { maxBytes: long }), function* (effect) {
    const answer = yield* effects.passOn(effect);
    if (effect.call === 'fstat') return { ...(answer as FileFacts), size: long };
    return effect.call === 'read' ? long : answer;
  });
  expect(() => runSync(reading, machine.start({ uid: 0 }).system)).toThrow(
    expect.objectContaining({ code: 'ERR_FILE_READ', path, exhausted: false }),
  );
});
