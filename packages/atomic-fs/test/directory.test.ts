import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forms } from './real/forms.ts';
import { resultOf } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe.each(forms)('ensureDirectory, $form', ({ ensureDirectory }) => {
  test('creates what is missing, each directory 0700', async () => {
    const directory = scratch();
    await ensureDirectory(join(directory, 'a', 'b', 'c'));
    for (const path of ['a', 'a/b', 'a/b/c']) expect(modeOf(join(directory, path))).toBe(0o700);
  });

  test('leaves a directory that is there as it is', async () => {
    const directory = scratch();
    const path = join(directory, 'a');
    mkdirSync(path);
    chmodSync(path, 0o755);
    writeFileSync(join(path, 'x'), '');
    await ensureDirectory(path);
    expect(modeOf(path)).toBe(0o755);
    expect(readdirSync(path)).toEqual(['x']);
  });

  test('takes another mode, for new directories only', async () => {
    const directory = scratch();
    await ensureDirectory(join(directory, 'a', 'b'), { mode: 0o750 });
    expect(modeOf(join(directory, 'a'))).toBe(0o750);
    expect(modeOf(directory)).toBe(0o700);
  });

  test('goes through a link that leads to a directory', async () => {
    const directory = scratch();
    mkdirSync(join(directory, 'real'));
    symlinkSync('real', join(directory, 'link'));
    await ensureDirectory(join(directory, 'link', 'new'));
    await ensureDirectory(join(directory, 'link'));
    expect(readdirSync(join(directory, 'real'))).toEqual(['new']);
  });

  test('many at once all succeed', async () => {
    const path = join(scratch(), 'a', 'b', 'c', 'd');
    await Promise.all(Array.from({ length: 30 }, () => ensureDirectory(path)));
    expect(statSync(path).isDirectory()).toBe(true);
  });

  test.each([
    ['a file', (path: string) => writeFileSync(path, 'x')],
    ['a link that leads nowhere', (path: string) => symlinkSync('nowhere', path)],
    ['a link to a file', (path: string) => symlinkSync(process.execPath, path)],
  ])('refuses to go through %s, and creates nothing', async (_what, plant) => {
    const directory = scratch();
    const path = join(directory, 'x');
    plant(path);
    for (const wanted of [path, join(path, 'below')]) {
      await expect(ensureDirectory(wanted)).rejects.toMatchObject({
        code: 'ERR_ATOMIC_WRITE',
        path: expect.stringContaining(path),
        outcome: 'unchanged',
      });
    }
    expect(readdirSync(directory)).toEqual(['x']);
  });
});

test.each(['000', '022', '077', '177'])(
  'under umask %s a new directory is 0700, or refused when the umask takes our own bits',
  async (umask) => {
    const found = await resultOf<Record<string, unknown>>('under-umask', [umask, scratch()]);
    for (const form of ['sync', 'async']) {
      const made = found[`${form} directory 700`];
      if (umask === '177') expect(made).toMatchObject({ code: 'ERR_ATOMIC_WRITE' });
      else expect(made).toBe('700');
    }
  },
);

test('under umask 0700 a new directory is an error that names it, and is not left behind', async () => {
  const directory = scratch();
  const found = await resultOf<Record<string, unknown>>('under-umask', ['700', directory]);
  for (const form of ['sync', 'async']) {
    expect(found[`${form} directory 700`]).toMatchObject({
      code: 'ERR_ATOMIC_WRITE',
      path: join(directory, form, 'new'),
      facts: 'mkdir unchanged',
    });
    expect(readdirSync(join(directory, form))).not.toContain('new');
  }
});
