import { describe, expect, test } from 'vitest';
import { createFile } from '../src/operations.ts';
import {
  createMachine,
  type FaultPlan,
  finish,
  kills,
  type Machine,
  powerCuts,
  startTask,
} from '../src/testing.ts';
import { allNames, allWorks, inDirectory } from './real/in-directory.ts';
import { requireLab } from './real/lab.ts';
import { scratch } from './real/scratch.ts';
import { underShim } from './real/shim.ts';

const path = '/d/state.json';
const empty = (): Machine => createMachine({ files: { '/d': { kind: 'directory' } } });

const withoutLinks: FaultPlan = ({ call }) => (call === 'link' ? { errno: 'EPERM' } : undefined);
const content = 'n'.repeat(5000);
const creation = () => createFile(path, content);

describe('createFile on a file system without hard links', () => {
  test.each(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
    'that says so with %s writes the file in its place, and leaves nothing else',
    (errno) => {
      const machine = empty();
      const fault: FaultPlan = ({ call }) => (call === 'link' ? { errno } : undefined);
      const process = machine.start({ fault });
      expect(finish(startTask(process, creation()))).toEqual({ status: 'returned', value: true });
      expect(machine.text(path)).toBe(content);
      expect(process.system.readdir('/d')).toEqual(['state.json']);
      expect(process.system.lstat(path)).toMatchObject({ mode: 0o600, links: 1 });
      expect(process.held()).toBe(0);
      expect(finish(startTask(process, creation()))).toEqual({ status: 'returned', value: false });
    },
  );

  test.each(['EIO', 'ENOSPC', 'EMLINK'])(
    'a link that fails with %s is still a failure',
    (errno) => {
      const machine = empty();
      const fault: FaultPlan = ({ call }) => (call === 'link' ? { errno } : undefined);
      expect(finish(startTask(machine.start({ fault }), creation()))).toMatchObject({
        status: 'threw',
        error: { code: 'ERR_ATOMIC_WRITE', step: 'link', outcome: 'unchanged' },
      });
      expect(machine.entries().map((entry) => entry.path)).toEqual(['/d']);
    },
  );

  test('is durable when it has returned, and can leave a part when the power fails before', () => {
    const cuts = [...powerCuts(empty(), creation(), { fault: withoutLinks })];
    const textsOf = (status: string): ReadonlySet<string | undefined> =>
      new Set(
        cuts
          .filter(({ outcome }) => outcome.status === status)
          .map(({ machine }) => machine.text(path)),
      );
    expect(textsOf('returned')).toEqual(new Set([content]));
    const before = textsOf('running');
    expect(before).toContain(undefined);
    expect(before).toContain('');
    expect(before).toContain(content);
  });

  test('shows readers a part meanwhile, and a kill leaves what was written', () => {
    const killed = [...kills(empty(), creation(), { fault: withoutLinks })];
    const texts = new Set(killed.map(({ machine }) => machine.text(path)));
    expect(texts).toEqual(new Set([undefined, '', content]));
  });

  test.each([
    { call: 'write', errno: 'ENOSPC' },
    { call: 'fsync', errno: 'EIO' },
    { call: 'close', errno: 'EIO' },
  ] as const)('takes the file back when its $call fails', ({ call, errno }) => {
    const machine = empty();
    let linked = false;
    const process = machine.start({
      fault: (effect) => {
        if (effect.call === 'link') {
          linked = true;
          return { errno: 'EPERM' };
        }
        return linked && effect.call === call ? { errno } : undefined;
      },
    });
    expect(finish(startTask(process, creation()))).toMatchObject({
      status: 'threw',
      error: { code: 'ERR_ATOMIC_WRITE', outcome: 'unchanged', cause: { code: errno } },
    });
    expect(process.system.readdir('/d')).toEqual([]);
    if (call === 'fsync') return;
    for (const cut of machine.afterPowerCut()) expect(cut.text(path)).toBeUndefined();
  });

  test('names the part that cannot be taken back', () => {
    let linked = false;
    const process = empty().start({
      fault: ({ call, args }) => {
        linked ||= call === 'link';
        if (call === 'link') return { errno: 'EPERM' };
        if (linked && call === 'write') return { errno: 'ENOSPC' };
        return call === 'unlink' && args[0] === path ? { errno: 'EIO' } : undefined;
      },
    });
    expect(finish(startTask(process, creation()))).toMatchObject({
      error: { code: 'ERR_ATOMIC_WRITE', step: 'write', orphan: path },
    });
  });

  test('of the real kernel, files are created and locks are had in both forms', async (context) => {
    const shim = underShim('no-links', scratch());
    if ('obstacle' in shim) return requireLab(context, shim.obstacle);
    const directory = scratch();
    const { found, names } = await inDirectory(directory, shim);
    expect(found).toEqual({ async: allWorks, sync: allWorks });
    expect(names).toEqual(allNames);
  });
});
