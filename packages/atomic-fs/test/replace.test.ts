import { linkSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replaceFileSync } from '../src/index.ts';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

describe.each(forms)('replaceFile, $form', ({ replaceFile }) => {
  test.each([
    ['a string, as UTF-8', 'grüß 🌍', Buffer.from('grüß 🌍')],
    ['an empty string', '', Buffer.of()],
    ['bytes, as they are', Uint8Array.of(0, 255, 10, 13), Buffer.of(0, 255, 10, 13)],
    ['a view into a larger buffer', Buffer.from('xabcx').subarray(1, 4), Buffer.from('abc')],
    ['six million bytes', new Uint8Array(6e6).fill(7), Buffer.alloc(6e6, 7)],
  ])('writes %s', async (_what, data, expected) => {
    const path = join(scratch(), 'state.json');
    await replaceFile(path, data);
    expect(readFileSync(path).equals(expected)).toBe(true);
  });

  test('replaces the old file, and leaves nothing beside it', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'a much longer old content');
    await replaceFile(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(directory)).toEqual(['state.json']);
  });

  test('gives the file a new inode, so a reader of the open old file still reads the old content', async () => {
    const path = join(scratch(), 'state.json');
    writeFileSync(path, 'old');
    const before = statSync(path).ino;
    await replaceFile(path, 'new');
    expect(statSync(path).ino).not.toBe(before);
  });

  test('sets the given mode, 0600 by default, whatever the old file had', async () => {
    const path = join(scratch(), 'state.json');
    writeFileSync(path, 'old', { mode: 0o644 });
    await replaceFile(path, 'new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await replaceFile(path, 'new', { mode: 0o640 });
    expect(statSync(path).mode & 0o777).toBe(0o640);
    await replaceFile(path, 'new', { mode: 0o4750 });
    expect(statSync(path).mode & 0o7777).toBe(0o4750);
  });

  test('replaces a file that is itself read-only: the directory decides', async () => {
    const path = join(scratch(), 'state.json');
    writeFileSync(path, 'old', { mode: 0o400 });
    await replaceFile(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('replaces without syncing as well', async () => {
    const path = join(scratch(), 'state.json');
    await replaceFile(path, 'new', { durability: 'atomic' });
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('leaves the options of the caller unchanged', async () => {
    const options = Object.freeze({});
    await replaceFile(join(scratch(), 'state.json'), 'new', options);
    expect(options).toEqual({});
  });

  test('accepts a second name that is the pending name of a creator', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    const pending = join(directory, '.state.json.0123456789ab.tmp');
    writeFileSync(pending, 'old');
    linkSync(pending, path);
    await replaceFile(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readFileSync(pending, 'utf8')).toBe('old');
  });

  test.each([
    ['elsewhere', 'other.json'],
    ['like the pending file of another target', '.state.json.json.0123456789ab.tmp'],
    ['almost like its pending file', '.state.json.0123456789AB.tmp'],
  ])('refuses a file with a second name %s', async (_what, name) => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'old');
    linkSync(path, join(directory, name));
    await expect(replaceFile(path, 'new')).rejects.toMatchObject({
      code: 'ERR_NOT_REGULAR_FILE',
      path,
      kind: 'hard-linked file',
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(directory)).toEqual([name, 'state.json'].toSorted());
  });

  test('refuses a file with three names, even when one of them is pending', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'old');
    linkSync(path, join(directory, '.state.json.0123456789ab.tmp'));
    linkSync(path, join(directory, 'other.json'));
    await expect(replaceFile(path, 'new')).rejects.toMatchObject({ kind: 'hard-linked file' });
  });

  test('never writes through a link that is planted in the directory', async () => {
    const directory = scratch();
    const victim = join(scratch(), 'victim');
    writeFileSync(victim, 'precious');
    const path = join(directory, 'state.json');
    for (const name of ['state.json.tmp', '.state.json.tmp']) {
      symlinkSync(victim, join(directory, name));
    }
    await replaceFile(path, 'new');
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('lets one of many concurrent writers win whole, and leaves nothing else', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    const contents = Array.from({ length: 40 }, (_, i) => String(i).repeat(5000));
    await Promise.all(contents.map((content) => replaceFile(path, content)));
    expect(contents).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(directory)).toEqual(['state.json']);
  });
});

test('what is read is what was written, for any bytes', () => {
  const path = join(scratch(), 'state.json');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 10_000 }), (bytes) => {
      replaceFileSync(path, bytes, { durability: 'atomic' });
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }),
  );
});
