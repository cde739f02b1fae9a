import { linkSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFile, createFileSync } from '../src/index.ts';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

describe.each(forms)('createFile, $form', ({ createFile }) => {
  test('creates the file with one name and mode 0600, and says true', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    expect(await createFile(path, 'mine')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(statSync(path)).toMatchObject({ nlink: 1, mode: 0o100600 });
    expect(readdirSync(directory)).toEqual(['state.json']);
  });

  test('says false, and changes nothing, when the name is taken', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'theirs', { mode: 0o644 });
    expect(await createFile(path, 'mine')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(directory)).toEqual(['state.json']);
  });

  test('says false for a file that another creator has linked and not yet unlinked', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(join(directory, '.state.json.0123456789ab.tmp'), 'theirs');
    linkSync(join(directory, '.state.json.0123456789ab.tmp'), path);
    expect(await createFile(path, 'mine')).toBe(false);
  });

  test('creates again after a removal', async () => {
    const path = join(scratch(), 'state.json');
    await createFile(path, 'first');
    unlinkSync(path);
    expect(await createFile(path, 'second')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('second');
  });

  test('takes the mode and the durability that are asked for', async () => {
    const path = join(scratch(), 'state.json');
    await createFile(path, 'mine', { mode: 0o644, durability: 'atomic' });
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  test('writes all of a content that takes many blocks', async () => {
    const path = join(scratch(), 'state.json');
    await createFile(path, new Uint8Array(3e6).fill(9));
    expect(readFileSync(path).equals(Buffer.alloc(3e6, 9))).toBe(true);
  });
});

test('of many creators at once exactly one says true, and its content is there', async () => {
  const directory = scratch();
  for (let round = 0; round < 5; round += 1) {
    const path = join(directory, `state-${round}.json`);
    const creations = Array.from({ length: 30 }, (_, i) => createFile(path, String(i)));
    const answers = [...(await Promise.all(creations)), createFileSync(path, 'late')];
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(String(answers.indexOf(true)));
  }
  expect(readdirSync(directory)).toHaveLength(5);
});
