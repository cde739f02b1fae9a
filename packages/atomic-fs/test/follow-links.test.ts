import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { effects, readRegularFile, replaceFile, runSync } from '../src/operations.ts';
import { createMachine } from '../src/testing.ts';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

const followLinks = true;

/** A directory with `real/state.json`, and links that lead to it in every way. */
function withLinks(): { readonly directory: string; readonly real: string } {
  const directory = scratch();
  const real = join(directory, 'real', 'state.json');
  mkdirSync(join(directory, 'real', 'below'), { recursive: true });
  writeFileSync(real, 'old');
  const links = {
    absolute: real,
    relative: 'real/state.json',
    'with dots': './real/./below/../state.json',
    chain: 'relative',
    'through a linked directory': 'to-below/../state.json',
    'to-below': 'real/below',
  };
  for (const [name, leadsTo] of Object.entries(links)) symlinkSync(leadsTo, join(directory, name));
  return { directory, real };
}

const ways = ['absolute', 'relative', 'with dots', 'chain', 'through a linked directory'];

describe.each(forms)('followLinks, $form', ({ replaceFile, createFile, readRegularFile }) => {
  test.each(ways)('replaces what a link leads to, and leaves the link: %s', async (name) => {
    const { directory, real } = withLinks();
    const link = join(directory, name);
    const leadsTo = readlinkSync(link);
    await replaceFile(link, 'new', { followLinks });
    expect(readlinkSync(link)).toBe(leadsTo);
    expect(readFileSync(real, 'utf8')).toBe('new');
    expect(readdirSync(join(directory, 'real'))).toEqual(['below', 'state.json']);
    const file = await readRegularFile(link, { followLinks });
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe('new');
  });

  test('creates what a link to nothing leads to', async () => {
    const { directory } = withLinks();
    const link = join(directory, 'link');
    symlinkSync('real/new.json', link);
    expect(await readRegularFile(link, { followLinks })).toBeUndefined();
    expect(await createFile(link, 'created', { followLinks })).toBe(true);
    expect(await createFile(link, 'again', { followLinks })).toBe(false);
    await replaceFile(link, 'replaced', { followLinks });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(directory, 'real', 'new.json'), 'utf8')).toBe('replaced');
  });

  test('is as without it for a file, and for nothing', async () => {
    const { directory, real } = withLinks();
    await replaceFile(real, 'new', { followLinks });
    await replaceFile(join(directory, 'new.json'), 'new', { followLinks });
    expect(readFileSync(real, 'utf8')).toBe('new');
    expect(readFileSync(join(directory, 'new.json'), 'utf8')).toBe('new');
  });

  test.each([
    ['to itself', 'symlink', 'link'],
    ['to a directory', 'directory', 'real'],
    ['to a device', 'device', '/dev/null'],
  ])('refuses a link %s', async (_what, kind, leadsTo) => {
    const { directory } = withLinks();
    const link = join(directory, 'link');
    symlinkSync(leadsTo, link);
    const refused = { code: 'ERR_NOT_REGULAR_FILE', kind };
    await expect(replaceFile(link, 'new', { followLinks })).rejects.toMatchObject(refused);
    await expect(createFile(link, 'new', { followLinks })).rejects.toMatchObject(refused);
    await expect(readRegularFile(link, { followLinks })).rejects.toMatchObject(refused);
  });

  test('a link that leads through a file is a failed step', async () => {
    const { directory } = withLinks();
    const link = join(directory, 'link');
    symlinkSync('real/state.json/below', link);
    await expect(replaceFile(link, 'new', { followLinks })).rejects.toMatchObject({
      code: 'ERR_ATOMIC_WRITE',
      step: 'inspect',
      outcome: 'unchanged',
      cause: { code: 'ENOTDIR' },
    });
    await expect(readRegularFile(link, { followLinks })).rejects.toMatchObject({
      code: 'ERR_FILE_READ',
      cause: { code: 'ENOTDIR' },
    });
  });
});

test('a private file is not read through a link that another user could lead elsewhere', () => {
  const machine = createMachine({
    files: {
      '/d/secret': 'mine',
      '/d/own': { kind: 'symlink', leadsTo: 'secret' },
      '/d/theirs': { kind: 'symlink', leadsTo: 'secret', uid: 1234 },
      '/open': { kind: 'directory', mode: 0o777 },
      '/open/link': { kind: 'symlink', leadsTo: '/d/secret' },
      '/open/secret': 'mine',
    },
  });
  const { system } = machine.start();
  const read = (path: string) =>
    runSync(readRegularFile(path, { followLinks, private: 'check' }), system)?.bytes.length;
  expect([read('/d/own'), read('/open/secret')]).toEqual([4, 4]);
  for (const path of ['/d/theirs', '/open/link']) {
    expect(() => read(path)).toThrow(expect.objectContaining({ code: 'ERR_UNSAFE_FILE', path }));
  }
  expect(runSync(readRegularFile('/d/theirs', { followLinks }), system)?.bytes).toHaveLength(4);
});

test('a link that becomes a file in between is replaced as a file', () => {
  const machine = createMachine({
    files: { '/d/link': { kind: 'symlink', leadsTo: 'state.json' }, '/d/other': 'other' },
  });
  const { system } = machine.start();
  const racing = {
    ...system,
    readlink: (path: string) => {
      system.rename('/d/other', '/d/link');
      return system.readlink(path);
    },
  };
  runSync(replaceFile('/d/link', 'new', { followLinks }), racing);
  expect(machine.text('/d/link')).toBe('new');
  expect(runSync(effects.readdir('/d'), system)).toEqual(['link']);
});
