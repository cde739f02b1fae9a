import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { replaceFile, replaceFileSync } from '../src/index.ts';
import {
  childPath,
  effects,
  type Operation,
  replaceFile as replacing,
  run,
  runSync,
} from '../src/operations.ts';
import { createMachine, startTask } from '../src/testing.ts';

function* twice(path: string, between: () => void): Operation<void> {
  yield* replacing(path, 'first');
  yield* effects.invoke(between);
  yield* replacing(path, 'second');
}

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'runners-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

describe('an operation', () => {
  test('makes the same calls to its System, whether it runs at once or step by step', () => {
    const inOneGo = createMachine({ files: { '/d': { kind: 'directory' } } }).start();
    runSync(replacing('/d/f', 'text'), inOneGo.system);
    const stepByStep = createMachine({ files: { '/d': { kind: 'directory' } } }).start();
    const task = startTask(stepByStep, replacing('/d/f', 'text'));
    while (task.pending() !== undefined) task.step();
    expect(inOneGo.calls).toEqual(stepByStep.calls);
    expect(inOneGo.calls.length).toBeGreaterThan(9);
  });

  test('that is stepped inside a synchronous run still yields its calls', () => {
    const machine = createMachine({ files: { '/d': { kind: 'directory' } } });
    const outer = machine.start();
    const inner = machine.start();
    let yielded = 0;
    const stepping = (): void => {
      const task = startTask(inner, replacing('/d/inner', 'text'));
      for (; task.pending() !== undefined; yielded += 1) task.step();
    };
    runSync(twice('/d/outer', stepping), outer.system);
    expect(yielded).toBe(inner.calls.length);
    expect(outer.calls.filter(({ effect }) => effect.call === 'rename')).toHaveLength(2);
    expect([machine.text('/d/outer'), machine.text('/d/inner')]).toEqual(['second', 'text']);
  });
});

describe('a run inside a synchronous run', () => {
  test('has the System that it was given, and the outer run keeps its own', () => {
    const machine = createMachine({ files: { '/d': { kind: 'directory' } } });
    const { system } = machine.start();
    const path = join(directory(), 'real');
    const failing = (): void => {
      replaceFileSync(path, 'real');
      expect(() => replaceFileSync(join(path, 'below'), '')).toThrow('ENOTDIR');
    };
    runSync(twice('/d/simulated', failing), system);
    expect(machine.text('/d/simulated')).toBe('second');
    expect(readFileSync(path, 'utf8')).toBe('real');
  });

  test('does not block when it is asynchronous, wherever it was started', async () => {
    const path = join(directory(), 'f');
    const started: Promise<void>[] = [];
    function* starting(): Operation<void> {
      started.push(run(replacing(path, 'later')));
      yield* effects.invoke(() => void started.push(replaceFile(`${path}2`, 'later')));
    }
    runSync(starting());
    expect(() => readFileSync(path)).toThrow('ENOENT');
    await Promise.all(started);
    expect(readFileSync(path, 'utf8')).toBe('later');
  });
});

test('the rejection of a promise that a function must not return ends no program', async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', listen);
  onTestFinished(() => void process.off('unhandledRejection', listen));
  const rejecting = () => Promise.reject(new Error('nobody handles this'));
  const refused = 'must be synchronous';
  const { system } = createMachine().start();
  expect(() => runSync(effects.invoke(rejecting))).toThrow(refused);
  expect(() => runSync(effects.invoke(rejecting), system)).toThrow(refused);
  await expect(run(effects.invoke(rejecting))).rejects.toThrow(refused);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(unhandled).toEqual([]);
});

test.each([
  ['/home/me', '/home/me/f'],
  ['/home/me/', '/home/me/f'],
  ['/', '/f'],
  ['/a/../b', '/a/../b/f'],
])('the path of f in %s is %s: the directory is taken as it is', (directory, path) => {
  expect(childPath(directory, 'f')).toBe(path);
});
