import { linkSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

describe.each(forms)('removeFile, $form', ({ removeFile }) => {
  test('removes the file and says true; then there is none, and it says false', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'x');
    writeFileSync(join(directory, 'neighbour.json'), 'y');
    expect(await removeFile(path)).toBe(true);
    expect(readdirSync(directory)).toEqual(['neighbour.json']);
    expect(await removeFile(path)).toBe(false);
  });

  test('says false where not even the directory is', async () => {
    expect(await removeFile(join(scratch(), 'missing', 'state.json'))).toBe(false);
  });

  test('of many removers at once exactly one says true', async () => {
    const path = join(scratch(), 'state.json');
    writeFileSync(path, 'x');
    const answers = await Promise.all(Array.from({ length: 20 }, () => removeFile(path)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test('removes a file whose second name is its own pending one', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'x');
    linkSync(path, join(directory, '.state.json.0123456789ab.tmp'));
    expect(await removeFile(path)).toBe(true);
    expect(readdirSync(directory)).toEqual(['.state.json.0123456789ab.tmp']);
  });

  test('refuses a file that has another name elsewhere', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'x');
    linkSync(path, join(directory, 'other.json'));
    await expect(removeFile(path)).rejects.toMatchObject({
      code: 'ERR_NOT_REGULAR_FILE',
      kind: 'hard-linked file',
    });
    expect(readdirSync(directory)).toEqual(['other.json', 'state.json']);
  });
});
