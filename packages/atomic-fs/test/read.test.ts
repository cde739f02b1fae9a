import {
  appendFileSync,
  chmodSync,
  linkSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

/** A file in a new directory, with exactly this mode. */
function fileOf(content: string, mode = 0o600): string {
  const path = join(scratch(), 'state.json');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe.each(forms)('readRegularFile, $form', ({ readRegularFile, replaceFile }) => {
  test.each([0, 1, 500, 70_000])('reads all of %i bytes', async (size) => {
    const path = fileOf('z'.repeat(size), 0o644);
    const file = await readRegularFile(path, { maxBytes: 70_000 });
    expect(Buffer.from(file?.bytes ?? '').toString()).toBe('z'.repeat(size));
    expect(file).toMatchObject({ mode: 0o644, repaired: false });
  });

  test.each([
    ['fits', 99],
    ['just fits', 100],
    ['does not fit', 101],
    ['is far too large', 5000],
  ])('reads into what it is handed a file that %s', async (_, size) => {
    const into = new Uint8Array(101);
    const path = fileOf('z'.repeat(size));
    const first = await readRegularFile(path, { maxBytes: 5000, into });
    expect(Buffer.from(first?.bytes ?? []).toString()).toBe('z'.repeat(size));
    expect(first?.bytes.buffer === into.buffer).toBe(size <= 100);
    const empty = await readRegularFile(fileOf(''), { maxBytes: 5000, into });
    expect(empty?.bytes).toHaveLength(0);
  });

  test('refuses more than maxBytes, however much it could read into what it is handed', async () => {
    const options = { maxBytes: 4, into: new Uint8Array(100) };
    await expect(readRegularFile(fileOf('12345'), options)).rejects.toMatchObject({ bytes: 5 });
    expect((await readRegularFile(fileOf('1234'), options))?.bytes).toHaveLength(4);
  });

  test('answers undefined where nothing is, or not even the directory', async () => {
    const directory = scratch();
    expect(await readRegularFile(join(directory, 'a'), { maxBytes: 9 })).toBeUndefined();
    expect(await readRegularFile(join(directory, 'a', 'b'), { maxBytes: 9 })).toBeUndefined();
  });

  test('reads at most 64 MiB unless it is given another limit', async () => {
    const path = fileOf('hello');
    expect((await readRegularFile(path))?.bytes).toHaveLength(5);
    truncateSync(path, 64 * 1024 * 1024 + 1);
    await expect(readRegularFile(path)).rejects.toMatchObject({
      code: 'ERR_FILE_TOO_LARGE',
      bytes: 64 * 1024 * 1024 + 1,
      maxBytes: 64 * 1024 * 1024,
    });
  });

  test('reads a file of maxBytes, and refuses one of a byte more', async () => {
    const path = fileOf('12345');
    expect((await readRegularFile(path, { maxBytes: 5 }))?.bytes).toHaveLength(5);
    await expect(readRegularFile(path, { maxBytes: 4 })).rejects.toMatchObject({
      code: 'ERR_FILE_TOO_LARGE',
      path,
      bytes: 5,
      maxBytes: 4,
    });
  });

  test.runIf(process.platform === 'linux')(
    'reads a file that says it is empty and is not, up to maxBytes',
    async () => {
      const file = await readRegularFile('/proc/self/status', { maxBytes: 100_000 });
      expect(Buffer.from(file?.bytes ?? '').toString()).toMatch(/^Name:.*\nPid:/s);
      await expect(readRegularFile('/proc/self/status', { maxBytes: 100 })).rejects.toMatchObject({
        code: 'ERR_FILE_TOO_LARGE',
      });
    },
  );

  test('reads what replaceFile wrote, and what was appended to it', async () => {
    const path = fileOf('');
    await replaceFile(path, 'first');
    appendFileSync(path, ' second');
    const file = await readRegularFile(path, { maxBytes: 100 });
    expect(Buffer.from(file?.bytes ?? '').toString()).toBe('first second');
  });

  test('check: accepts what only group and others can read, and leaves the mode', async () => {
    const path = fileOf('x', 0o644);
    const file = await readRegularFile(path, { maxBytes: 9, private: 'check' });
    expect(file).toMatchObject({ mode: 0o644, repaired: false });
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  test.each([0o644, 0o660, 0o604])('repair: makes mode %o 0600, and reports it', async (mode) => {
    const path = fileOf('x', mode);
    const file = await readRegularFile(path, { maxBytes: 9, private: 'repair' });
    expect(file).toMatchObject({ mode, repaired: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.each([0o600, 0o400])('repair: leaves mode %o as it is', async (mode) => {
    const path = fileOf('x', mode);
    const file = await readRegularFile(path, { maxBytes: 9, private: 'repair' });
    expect(file).toMatchObject({ mode, repaired: false });
    expect(statSync(path).mode & 0o777).toBe(mode);
  });

  test.each(['check', 'repair'] as const)(
    '%s: refuses a file that everyone can write',
    async (how) => {
      const path = fileOf('x', 0o602);
      await expect(readRegularFile(path, { maxBytes: 9, private: how })).rejects.toMatchObject({
        code: 'ERR_UNSAFE_FILE',
        path,
        mode: 0o602,
        uid: process.geteuid?.(),
      });
      expect(statSync(path).mode & 0o777).toBe(0o602);
    },
  );

  test('refuses a file that has another name elsewhere', async () => {
    const path = fileOf('x');
    linkSync(path, `${path}.other`);
    await expect(readRegularFile(path, { maxBytes: 9 })).rejects.toMatchObject({
      code: 'ERR_NOT_REGULAR_FILE',
      path,
      kind: 'hard-linked file',
    });
  });

  test.runIf(process.platform === 'linux')(
    'leaves no descriptor open, read or refused',
    async () => {
      const path = fileOf('12345');
      const before = readdirSync('/proc/self/fd').length;
      for (let i = 0; i < 50; i += 1) {
        await readRegularFile(path, { maxBytes: 9 });
        await readRegularFile(path, { maxBytes: 1 }).catch(() => {});
      }
      expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 25);
    },
  );
});
