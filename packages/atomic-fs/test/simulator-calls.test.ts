import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effects, type Operation, runSync } from '../src/operations.ts';
import { createMachine } from '../src/testing.ts';
import { answersOf, furnish, simulated, simulatedRoot, steps } from './proof/side-by-side.ts';
import { errnoOfCall, started } from './proof/started.ts';

const self = process.geteuid?.() ?? 0;
const canBecomeOthers = self === 0 && process.seteuid !== undefined;

describe('the simulated file system behaves like the real one, call by call,', () => {
  test.for([
    { whom: 'whoever runs the tests', uid: self, modes: [0o600, 0o644, 0o700, 0o755] },
    { whom: 'a user without privileges', uid: 65_534, modes: [0o600, 0o700, 0o500, 0o300, 0] },
  ])('for $whom', ({ uid, modes }, context) => {
    if (uid !== self && !canBecomeOthers) {
      console.warn('skipped: only root can become another user, to compare permissions');
      context.skip();
    }
    fc.assert(
      fc.property(steps(modes, [uid, self, 4321]), (plan) => {
        const root = fs.mkdtempSync(join(tmpdir(), 'atomic-fs-simulator-'));
        try {
          furnish(root, uid);
          process.seteuid?.(uid);
          const answers = answersOf(plan, simulatedRoot, simulated(uid, self));
          expect(answers).toEqual(answersOf(plan, root));
        } finally {
          process.seteuid?.(self);
          fs.rmSync(root, { recursive: true });
        }
      }),
      { numRuns: 300, seed: 2026 },
    );
  });
});

describe('a path that is not a regular file', () => {
  const files = {
    '/d/fifo': { kind: 'fifo' },
    '/d/socket': { kind: 'socket' },
    '/d/link': { kind: 'symlink', leadsTo: 'loop' },
    '/d/loop': { kind: 'symlink', leadsTo: 'link' },
  } as const;

  test.each([
    { path: '/d/socket', errno: 'ENXIO' },
    { path: '/d/link', errno: 'ELOOP' },
    { path: '/d/link/f', errno: 'ELOOP' },
    { path: `/d/${'n'.repeat(256)}`, errno: 'ENAMETOOLONG' },
    { path: '/d/\0', errno: 'ERR_INVALID_ARG_VALUE' },
  ])('cannot be opened for reading: $errno', ({ path, errno }) => {
    expect(errnoOfCall(effects.open(path, 'read', 0), started({}, files).system)).toBe(errno);
  });

  test('a FIFO is opened without waiting, and is empty', () => {
    const { system } = started({}, files);
    const fd = runSync(effects.open('/d/fifo', 'read', 0), system);
    expect(runSync(effects.fstat(fd), system).kind).toBe('fifo');
    expect(runSync(effects.read(fd, new Uint8Array(8), 0), system)).toBe(0);
  });
});

describe('a file that is open to append', () => {
  test.each([
    { path: '/d/fifo', errno: 'ENXIO' },
    { path: '/d/socket', errno: 'ENXIO' },
    { path: '/d/link', errno: 'ELOOP' },
  ])('is a file: $path is $errno', ({ path, errno }) => {
    const files = {
      '/d/fifo': { kind: 'fifo' },
      '/d/socket': { kind: 'socket' },
      '/d/link': { kind: 'symlink', leadsTo: 'f' },
      '/d/f': 'text',
    } as const;
    expect(errnoOfCall(effects.open(path, 'append', 0), started({}, files).system)).toBe(errno);
  });

  test('cannot be cut on Windows', () => {
    const machine = createMachine({ files: { '/d/f': 'text' }, windows: true });
    const { system } = machine.start();
    const fd = runSync(effects.open('/d/f', 'append', 0), system);
    expect(errnoOfCall(effects.ftruncate(fd, 0), system)).toBe('EPERM');
    runSync(effects.write(fd, Buffer.from('ual'), 0), system);
    expect(machine.text('/d/f')).toBe('textual');
  });
});

describe('a lock', () => {
  test('is dropped when any descriptor of its file is closed, as POSIX says', () => {
    const { machine, system } = started({}, { '/d/lock': '' });
    const held = runSync(effects.openLock('/d/lock'), system);
    runSync(effects.tryLock('/d/lock', held), system);
    runSync(effects.close(runSync(effects.open('/d/lock', 'read', 0), system)), system);
    const other = machine.start().system;
    const connection = runSync(effects.openLock('/d/lock'), other);
    expect(runSync(effects.tryLock('/d/lock', connection), other)).toBe(true);
  });

  test.each([
    { what: 'that cannot be written', file: { mode: 0o400 }, errcode: 8 },
    { what: 'that is not empty', file: { content: 'garbage' }, errcode: 26 },
    { what: 'that cannot be read', file: { mode: 0o000 }, errcode: 14 },
    { what: 'that is a directory', file: { kind: 'directory' as const }, errcode: 14 },
  ])('on a file $what is refused', ({ file, errcode }) => {
    const { system } = started({}, { '/d/lock': file });
    const taking = function* (): Operation<boolean> {
      return yield* effects.tryLock('/d/lock', yield* effects.openLock('/d/lock'));
    };
    expect(() => runSync(taking(), system)).toThrow(expect.objectContaining({ errcode }));
  });
});

describe('a planted file', () => {
  test('can be another name of a file that was planted before', () => {
    const { machine } = started({}, { '/d/a': 'text', '/d/b': { linkOf: '/d/a' } });
    const [, a, b] = machine.entries();
    expect(b).toEqual({ ...a, path: '/d/b' });
    expect(b).toMatchObject({ links: 2, mode: 0o600, uid: 1000 });
  });

  test('gets the directories above it, and is refused at a taken path', () => {
    const machine = createMachine({ files: { '/a/b/c': 'text' } });
    expect(machine.entries().map(({ path, mode }) => [path, mode])).toEqual([
      ['/a', 0o700],
      ['/a/b', 0o700],
      ['/a/b/c', 0o600],
    ]);
    expect(() => createMachine({ files: { '/a/b': 'text', '/a': 'text' } })).toThrow(TypeError);
    expect(() => createMachine({ files: { '/b': { linkOf: '/a' } } })).toThrow('planted before');
  });
});

describe('chance and time', () => {
  test('are the same in every run of one seed, and different in another process', () => {
    const drawn = (seed: number): number[] => {
      const machine = createMachine({ seed });
      return [machine.start(), machine.start()].map(({ system }) => system.random());
    };
    expect(drawn(1)).toEqual(drawn(1));
    expect(new Set([...drawn(1), ...drawn(2)]).size).toBe(4);
  });

  test('time stands still, except in pauses', () => {
    const { system } = started();
    expect(system.now()).toBe(0);
    system.pause(250);
    expect(system.now()).toBe(250);
    expect(system.time() - system.now()).toBe(Date.UTC(2026, 0, 1, 12));
  });

  test('a function that returns a promise is refused', () => {
    const { system } = started();
    expect(() => system.invoke(() => Promise.resolve())).toThrow(TypeError);
  });
});
