import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Operation, replaceFile, runSync } from '../src/operations.ts';
import { createMachine, faultRuns, kills, powerCuts } from '../src/testing.ts';
import { forms } from './real/forms.ts';
import { requireLab } from './real/lab.ts';
import { resultOf } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const isRoot = process.geteuid?.() === 0;
const needsRoot = isRoot ? undefined : 'needs root to make a file of another user';
const modeOf = (path: string): number => statSync(path).mode & 0o7777;

describe.each(forms)("mode: 'keep', $form", ({ replaceFile, createFile }) => {
  test.each(['644', '640', '755', '400', '666'])('keeps the mode 0%s', async (octal) => {
    const mode = Number.parseInt(octal, 8);
    const path = join(scratch(), 'state.json');
    writeFileSync(path, 'old');
    chmodSync(path, mode);
    await replaceFile(path, 'new', { mode: 'keep' });
    expect(modeOf(path)).toBe(mode);
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('is 0600 for a file that is new', async () => {
    const directory = scratch();
    await replaceFile(join(directory, 'replaced'), 'new', { mode: 'keep' });
    await createFile(join(directory, 'created'), 'new', { mode: 'keep', owner: 'keep' });
    expect(modeOf(join(directory, 'replaced'))).toBe(0o600);
    expect(modeOf(join(directory, 'created'))).toBe(0o600);
  });

  test('never keeps the bits by which a file runs as its owner', async () => {
    const path = join(scratch(), 'program');
    writeFileSync(path, 'old');
    chmodSync(path, 0o6755);
    await replaceFile(path, 'new', { mode: 'keep' });
    expect(modeOf(path)).toBe(0o755);
  });
});

describe.each(forms)("owner: 'keep', $form", ({ replaceFile }) => {
  test('gives the new file to the user and the group that had the old one', async (context) => {
    requireLab(context, needsRoot);
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    chownSync(path, 1234, 4321);
    await replaceFile(path, 'new', { owner: 'keep', mode: 'keep' });
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 4321 });
    expect(modeOf(path)).toBe(0o640);
    await replaceFile(path, 'newer');
    expect(statSync(path)).toMatchObject({ uid: 0 });
    expect(readdirSync(directory)).toEqual(['state.json']);
  });
});

test('an owner that cannot be kept is an error, and the old file stays', async (context) => {
  requireLab(context, needsRoot);
  const directory = scratch();
  const found = await resultOf<Record<string, unknown>>('keep-owner', [directory]);
  const kept = { outcome: { done: null }, is: '65534 65534 640 new' };
  const refused = (is: string, path: string): unknown => ({
    outcome: { code: 'ERR_ATOMIC_WRITE', path, facts: 'chown unchanged EPERM' },
    is,
  });
  const pathOf = (name: string): string => join(directory, name);
  expect(found).toEqual({
    'async mine': kept,
    'async theirs': refused('1234 1234 640 old', pathOf('async-theirs')),
    'async of-a-group': refused('65534 1234 640 old', pathOf('async-of-a-group')),
    'sync mine': kept,
    'sync theirs': refused('1234 1234 640 old', pathOf('sync-theirs')),
    'sync of-a-group': refused('65534 1234 640 old', pathOf('sync-of-a-group')),
  });
  expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([]);
});

describe('the simulator, for root and a file of user 1000 that its group can read,', () => {
  const path = '/d/state.json';
  const before = createMachine({
    files: { '/d': { kind: 'directory', uid: 0 }, [path]: { content: 'old', mode: 0o640 } },
  });
  const root = { uid: 0, umask: 0o077 };
  const write = (): Operation<void> => replaceFile(path, 'new', { mode: 'keep', owner: 'keep' });
  const files = (machine: typeof before) => machine.entries().filter(({ kind }) => kind === 'file');

  test('shows its content to nobody who could not read it before, at any moment and crash', () => {
    let states = 0;
    const after = [...kills(before, write(), root), ...powerCuts(before, write(), root)];
    for (const { machine, outcome } of after) {
      for (const file of files(machine)) {
        const open = file.mode & 0o077;
        const isOurs = file.uid === 1000 && file.gid === 1000;
        expect([open, isOurs]).toEqual(open === 0 ? [0, isOurs] : [0o040, true]);
        if (file.path === path) expect(file).toMatchObject({ uid: 1000, gid: 1000, mode: 0o640 });
      }
      expect(['old', 'new']).toContain(machine.text(path));
      if (outcome.status === 'returned') expect(machine.text(path)).toBe('new');
      states += 1;
    }
    expect(states).toBeGreaterThan(15);
  });

  test('says that nothing is changed when the owner or the mode cannot be set', () => {
    const failed = new Set<string>();
    for (const { machine, outcome, process, faults } of faultRuns(before, write, root)) {
      const [number = 0] = faults.keys();
      const call = process.calls[number - 1]?.effect.call ?? '';
      if (call !== 'fchown' && call !== 'fchmod') continue;
      failed.add(call);
      expect(outcome).toMatchObject({
        status: 'threw',
        error: { code: 'ERR_ATOMIC_WRITE', step: call.slice(1), outcome: 'unchanged' },
      });
      expect(files(machine)).toMatchObject([{ path, uid: 1000, mode: 0o640 }]);
      expect(process.held()).toBe(0);
    }
    expect(failed).toEqual(new Set(['fchown', 'fchmod']));
  });

  test('makes no call more for an owner that a new file gets anyway', () => {
    const own = createMachine({ files: { [path]: 'old' } });
    const callsOf = (operation: Operation<void>): readonly string[] => {
      const { system, calls } = own.start();
      runSync(operation, system);
      return calls.map(({ effect }) => effect.call);
    };
    expect(callsOf(write())).toEqual(callsOf(replaceFile(path, 'new')));
  });

  test('syncs what it keeps even where nothing else is synced', () => {
    const atomic = () =>
      replaceFile(path, 'new', { mode: 'keep', owner: 'keep', durability: 'atomic' });
    for (const { machine } of powerCuts(before, atomic(), root)) {
      expect(files(machine).find((file) => file.path === path)).toMatchObject({
        uid: 1000,
        mode: 0o640,
      });
    }
  });
});
