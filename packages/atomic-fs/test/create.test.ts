import { spawnSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFile, createFileSync } from '../src/index.ts';
import {
  answeredBy,
  createFile as creating,
  type Effect,
  effects,
  type FileFacts,
  type Operation,
  readRegularFile,
  runSync,
} from '../src/operations.ts';
import { createMachine } from '../src/testing.ts';
import { forms } from './real/forms.ts';
import { allNames, allWorks, inDirectory } from './real/in-directory.ts';
import { scratch } from './real/scratch.ts';

describe.each(forms)('createFile, $form', ({ createFile }) => {
  test('creates the file with one name and mode 0600, and returns true', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    expect(await createFile(path, 'mine')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(statSync(path)).toMatchObject({ nlink: 1, mode: 0o100600 });
    expect(readdirSync(directory)).toEqual(['state.json']);
  });

  test('returns false, and changes nothing, when the name is taken', async () => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'theirs', { mode: 0o644 });
    expect(await createFile(path, 'mine')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(directory)).toEqual(['state.json']);
  });

  test('returns false for a file that another creator has linked and not yet unlinked', async () => {
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

  test('takes a mode and a durability', async () => {
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

test('returns true to exactly one of many concurrent creators, whose content is there', async () => {
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

/**
 * Answers as a FUSE driver does that lets the kernel remember facts: after a link a file has two
 * names until its mode is set, whatever is unlinked.
 */
function remembering(): (effect: Effect) => Operation<unknown> {
  let remembers = false;
  return function* (effect) {
    const answer = yield* effects.passOn(effect);
    if (effect.call === 'link') remembers = true;
    if (effect.call === 'fchmod') remembers = false;
    const isLook = effect.call === 'lstat' || effect.call === 'fstat';
    return isLook && remembers && answer !== undefined
      ? { ...(answer as FileFacts), links: 2 }
      : answer;
  };
}

test('a file can be read at once where a driver remembers that it had two names', () => {
  const { system } = createMachine({ files: { '/d': { kind: 'directory' } } }).start();
  const driver = remembering();
  runSync(answeredBy(creating('/d/state.json', 'mine'), driver), system);
  const read = runSync(answeredBy(readRegularFile('/d/state.json'), driver), system);
  expect(new TextDecoder().decode(read?.bytes)).toBe('mine');
});

// Not required of a lab, and found by name: a tool of the machine, and not a dependency.
const bindfs = 'bindfs';

test('on bindfs, which remembers link counts, files are created and locks are had', {
  tags: ['slow'],
}, async (context) => {
  const directory = scratch();
  const [source, mounted] = [join(directory, 'source'), join(directory, 'mounted')];
  for (const path of [source, mounted]) mkdirSync(path);
  const script = `${bindfs} ${source} ${mounted} && { "$@"; umount ${mounted}; }`;
  const under = ['unshare', '--mount', 'sh', '-c', script, 'sh'];
  const [command = '', ...args] = under;
  const { status, stdout } = spawnSync(command, [...args, 'stat', '-f', '-c', '%T', mounted]);
  if (status !== 0 || !String(stdout).includes('fuse')) {
    console.warn('SKIPPED: bindfs cannot be mounted here');
    return context.skip();
  }
  const { found, names } = await inDirectory(mounted, { under: [...under, process.execPath] });
  expect(found).toEqual({ async: allWorks, sync: allWorks });
  expect(names).toEqual(allNames);
});
