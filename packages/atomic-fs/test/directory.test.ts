import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answeredBy, effects, ensureDirectory, runSync } from '../src/operations.ts';
import { createMachine } from '../src/testing.ts';
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

  test('leaves an existing directory as it is', async () => {
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

  test('follows a link that leads to a directory', async () => {
    const directory = scratch();
    mkdirSync(join(directory, 'real'));
    symlinkSync('real', join(directory, 'link'));
    await ensureDirectory(join(directory, 'link', 'new'));
    await ensureDirectory(join(directory, 'link'));
    expect(readdirSync(join(directory, 'real'))).toEqual(['new']);
  });

  test('many concurrent calls all succeed', async () => {
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

const modes = ['700', '755', '750', '775', '711', '1777', '2750'];

describe.each(['000', '022', '077', '027', '177', '277', '700'])('under umask %s', (umask) => {
  const takesOurs = (mode: string): boolean =>
    (Number.parseInt(umask, 8) & Number.parseInt(mode, 8) & 0o700) !== 0;

  test('a new directory has exactly its mode, or is refused when the umask takes our own bits', async () => {
    const directory = scratch();
    const found = await resultOf<Record<string, unknown>>('directories-under-umask', [
      umask,
      directory,
      ...modes,
    ]);
    for (const form of ['sync', 'async']) {
      for (const mode of modes) {
        const path = join(directory, `${form} ${mode}`);
        const made = found[`${form} ${mode}`];
        if (!takesOurs(mode)) expect(made).toEqual([mode, mode]);
        else
          expect(made).toMatchObject({ code: 'ERR_ATOMIC_WRITE', path, facts: 'mkdir unchanged' });
        expect(existsSync(path)).toBe(!takesOurs(mode));
      }
    }
  });
});

test('a new directory keeps the set-group-id bit of the one above it', async () => {
  const directory = scratch();
  const group = process.getgroups?.()[0];
  if (group === undefined) return;
  chownSync(directory, -1, group);
  chmodSync(directory, 0o2700);
  for (const { form, ensureDirectory } of forms) {
    const path = join(directory, form);
    await ensureDirectory(path, { mode: 0o777 });
    expect((statSync(path).mode & 0o7777).toString(8)).toBe('2777');
  }
});

test('the mode is set through a descriptor of the directory just made, and of no other', () => {
  const machine = createMachine({
    files: { '/d': { kind: 'directory' }, '/victim': { kind: 'directory', mode: 0o700 } },
  });
  const { system, calls } = machine.start({ umask: 0o077 });
  const swapped = answeredBy(ensureDirectory('/d/new', { mode: 0o755 }), function* (effect) {
    const isOpening = effect.call === 'open' && effect.args[0] === '/d/new';
    if (!isOpening) return yield* effects.passOn(effect);
    yield* effects.rename('/d/new', '/d/away');
    yield* effects.rename('/victim', '/d/new');
    return yield* effects.passOn(effect);
  });
  expect(() => runSync(swapped, system)).toThrow(
    expect.objectContaining({ code: 'ERR_ATOMIC_WRITE', path: '/d/new', step: 'mkdir' }),
  );
  expect(calls.map(({ effect }) => effect.call)).not.toContain('fchmod');
});
