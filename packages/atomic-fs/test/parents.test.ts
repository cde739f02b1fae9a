import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

const parents = true;

describe.each(forms)('parents, $form', ({ replaceFile, createFile }) => {
  test('creates the directories that are missing, 0700, and leaves those that are there', async () => {
    const directory = scratch();
    mkdirSync(join(directory, 'there'), { mode: 0o755 });
    for (const write of [replaceFile, createFile]) {
      const path = join(directory, 'there', write.name, 'deep', 'state.json');
      await write(path, 'first', { parents });
      expect(readFileSync(path, 'utf8')).toBe('first');
      expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
      await replaceFile(path, 'second', { parents });
      expect(readFileSync(path, 'utf8')).toBe('second');
    }
    expect(statSync(join(directory, 'there')).mode & 0o777).toBe(0o755);
  });

  test('creates them where a link to nothing leads', async () => {
    const directory = scratch();
    symlinkSync('new/deep/state.json', join(directory, 'link'));
    await replaceFile(join(directory, 'link'), 'new', { parents, followLinks: true });
    expect(readFileSync(join(directory, 'new', 'deep', 'state.json'), 'utf8')).toBe('new');
  });

  test('fails without a change where a file is in the way', async () => {
    const directory = scratch();
    writeFileSync(join(directory, 'file'), 'mine');
    await expect(
      replaceFile(join(directory, 'file', 'state.json'), 'new', { parents }),
    ).rejects.toMatchObject({ code: 'ERR_ATOMIC_WRITE', step: 'mkdir', outcome: 'unchanged' });
    expect(readdirSync(directory)).toEqual(['file']);
  });

  test('is off unless asked for', async () => {
    const path = join(scratch(), 'missing', 'state.json');
    await expect(replaceFile(path, 'new')).rejects.toMatchObject({ step: 'create' });
  });
});
