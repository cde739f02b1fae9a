import { describe, expect, test } from 'vitest';
import { effects, type Operation, replaceFile, runSync } from '../src/operations.ts';
import {
  createMachine,
  failCall,
  kills,
  type Machine,
  powerCuts,
  startTask,
} from '../src/testing.ts';
import { referenceCreate, referenceReplace } from './proof/reference-writes.ts';
import { errnoOfCall, paths, started, textsAfterCut } from './proof/started.ts';

describe('the crash states are those of the weakest model', () => {
  test.each([
    { write: 'replace', bytes: 100, raw: 19, distinct: 6 },
    { write: 'replace', bytes: 8192, raw: 27, distinct: 8 },
    { write: 'replace', bytes: 16_384, raw: 75, distinct: 20 },
    { write: 'create', bytes: 100, raw: 28, distinct: 8 },
  ])('$write of $bytes bytes has $raw, $distinct of them distinct', (counted) => {
    const write = counted.write === 'create' ? referenceCreate : referenceReplace;
    const machine = createMachine({ files: { '/d': { kind: 'directory' } } });
    expect(rawStates(machine, write(counted.bytes))).toBe(counted.raw);
    expect([...powerCuts(machine, write(counted.bytes))]).toHaveLength(counted.distinct);
  });

  test('above four blocks: none, all, every prefix, and each one missing', () => {
    const machine = createMachine({ files: { '/d': { kind: 'directory' } } });
    const contents = new Set<string>();
    for (const { machine: crashed } of powerCuts(machine, referenceReplace(5 * 4096))) {
      const text = crashed.text('/d/temp');
      if (text?.length === 5 * 4096) contents.add(blockMarks(text));
    }
    const prefixes = ['-----', '1----', '12---', '123--', '1234-', '12345'];
    const oneMissing = ['-2345', '1-345', '12-45', '123-5'];
    expect([...contents].toSorted()).toEqual([...prefixes, ...oneMissing].toSorted());
  });

  test('a sync of a file forces its content, not its name', () => {
    const { machine, system } = started();
    const fd = runSync(effects.open('/d/f', 'create', 0o600), system);
    runSync(effects.write(fd, Buffer.from('text'), 0), system);
    expect(textsAfterCut(machine, '/d/f')).toEqual(new Set([undefined, '', 'text', '\0\0\0\0']));
    runSync(effects.fsync(fd), system);
    expect(textsAfterCut(machine, '/d/f')).toEqual(new Set([undefined, 'text']));
  });

  test('a sync of a directory forces the names in it, not its own name', () => {
    const { machine, system } = started();
    runSync(effects.mkdir('/d/e', 0o700), system);
    runSync(effects.mkdir('/d/e/f', 0o700), system);
    runSync(effects.fsync(runSync(effects.open('/d/e', 'directory', 0), system)), system);
    const trees = [...machine.afterPowerCut()].map(paths);
    expect(trees).toEqual([['/d'], ['/d', '/d/e', '/d/e/f']]);
  });

  test('a rename changes both names at once, and may be durable before the content', () => {
    const machine = createMachine({ files: { '/d/f': 'old' } });
    const cuts = powerCuts(machine, replaceFile('/d/f', 'new', { durability: 'atomic' }));
    const texts = [...cuts].map((crash) => crash.machine.text('/d/f'));
    expect(new Set(texts)).toEqual(new Set(['old', '', '\0\0\0', 'new']));
  });

  test('no later sync forces what a failed sync has lost', () => {
    const { machine, system } = started({ fault: failCall(3, { errno: 'EIO' }) });
    const fd = runSync(effects.open('/d/f', 'create', 0o600), system);
    runSync(effects.write(fd, Buffer.from('text'), 0), system);
    expect(errnoOfCall(effects.fsync(fd), system)).toBe('EIO');
    runSync(effects.fsync(fd), system);
    expect(textsAfterCut(machine, '/d/f')).toContain('');
    runSync(effects.write(fd, Buffer.from('more'), 0), system);
    runSync(effects.fsync(fd), system);
    expect(textsAfterCut(machine, '/d/f')).toEqual(new Set([undefined, 'textmore']));
  });

  test('a cut is undone unless it is synced, and what was cut off stays away once it is', () => {
    const { machine, system } = started({}, { '/d/f': 'old text' });
    const fd = runSync(effects.open('/d/f', 'append', 0), system);
    runSync(effects.ftruncate(fd, 3), system);
    expect(textsAfterCut(machine, '/d/f')).toEqual(new Set(['old text', 'old']));
    runSync(effects.fsync(fd), system);
    runSync(effects.ftruncate(fd, 5), system);
    expect(machine.text('/d/f')).toBe('old\0\0');
    expect(textsAfterCut(machine, '/d/f')).toEqual(new Set(['old', 'old\0\0']));
  });

  test('what is appended goes to the end, and may be durable without the cut before it', () => {
    const { machine, system } = started({}, { '/d/f': 'old text' });
    const fd = runSync(effects.open('/d/f', 'append', 0), system);
    runSync(effects.ftruncate(fd, 3), system);
    runSync(effects.write(fd, Buffer.from('er'), 0), system);
    expect(machine.text('/d/f')).toBe('older');
    const texts = ['old text', 'old', 'old\0\0', 'older\0\0\0', 'older'];
    expect(textsAfterCut(machine, '/d/f')).toEqual(new Set(texts));
  });

  test('times that are set are lost unless they are synced', () => {
    const machine = createMachine({ files: { '/d/f': 'text' } });
    const stamp = function* (synced: boolean): Operation<void> {
      const fd = yield* effects.open('/d/f', 'read', 0);
      yield* effects.futimes(fd, 1e12, 2e12);
      if (synced) yield* effects.fsync(fd);
    };
    const timesAfter = (synced: boolean): Set<number | undefined> => {
      const ends = [...powerCuts(machine, stamp(synced))].filter(
        ({ outcome }) => outcome.status === 'returned',
      );
      return new Set(ends.map((end) => end.machine.entries().at(-1)?.modifiedMs));
    };
    expect(timesAfter(false)).toEqual(new Set([0, 2e12]));
    expect(timesAfter(true)).toEqual(new Set([2e12]));
  });

  test('a machine that was shut down has lost nothing', () => {
    const { machine, system } = started();
    runSync(effects.open('/d/f', 'create', 0o600), system);
    expect([...machine.afterShutdown().afterPowerCut()].map(paths)).toEqual([['/d', '/d/f']]);
  });
});

describe('a killed process', () => {
  test('leaves what it wrote in memory, each state once', () => {
    const machine = createMachine({ files: { '/d/f': 'old' } });
    const texts = [...kills(machine, replaceFile('/d/f', 'new'))].map((killed) =>
      killed.machine.text('/d/f'),
    );
    // Before any call, created, written, synced; renamed, synced, returned.
    expect(texts).toEqual(['old', 'old', 'old', 'old', 'new', 'new', 'new']);
    expect(machine.text('/d/f')).toBe('old');
  });

  test('frees its locks, and makes no further call', () => {
    const { machine, system, process } = started({}, { '/d/lock': '' });
    const held = runSync(effects.openLock('/d/lock'), system);
    expect(runSync(effects.tryLock('/d/lock', held), system)).toBe(true);
    const other = machine.start().system;
    const connection = runSync(effects.openLock('/d/lock'), other);
    expect(runSync(effects.tryLock('/d/lock', connection), other)).toBe(false);
    expect(runSync(effects.lockHolder('/d/lock'), other)).toBe(process.pid);
    process.kill();
    expect(runSync(effects.tryLock('/d/lock', connection), other)).toBe(true);
    expect(() => runSync(effects.now(), system)).toThrow('was killed');
  });
});

/** Without the moments after a directory was opened, which were not counted. */
function rawStates(before: Machine, operation: Operation<unknown>): number {
  const machine = before.afterKill();
  const task = startTask(machine.start(), operation);
  let states = [...machine.afterPowerCut()].length;
  for (let next = task.pending(); next !== undefined; next = task.pending()) {
    task.step();
    const counted = next.call !== 'open' || next.args[1] !== 'directory';
    if (counted) states += [...machine.afterPowerCut()].length;
  }
  return states;
}

function blockMarks(text: string): string {
  return Array.from({ length: 5 }, (_, block) => {
    const mark = text.charCodeAt(block * 4096);
    return mark === 0 ? '-' : String(mark);
  }).join('');
}
