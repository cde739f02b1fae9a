import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { readStateSync } from '../src/index.ts';
import { counterOf, fileAt } from './programs/counter-file.ts';
import { scratch } from './scratch.ts';

/** One of the programs, in a process of its own, which is killed when the test is over. */
function start(program: URL, args: readonly string[]): ChildProcess {
  const options = ['--conditions=missionctl-source', fileURLToPath(program), ...args];
  const child = spawn(process.execPath, options, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const increment = new URL('programs/increment.ts', import.meta.url);
const untilKilled = new URL('programs/increment-until-killed.ts', import.meta.url);

describe('processes that update one file at once', () => {
  const updates: number[] = [];

  test.each([
    [2, 60],
    [8, 12],
    [16, 6],
  ])(
    'lose nothing: %i of them, %i updates each, half of them without blocking',
    async (processes, each) => {
      const file = fileAt(join(scratch(), 'new', 'counter.json'));
      const children = Array.from({ length: processes }, () =>
        start(increment, [file.path, `${each}`]),
      );
      await Promise.all(children.map(({ stdout }) => once(stdout ?? process.stdin, 'data')));
      const ended = children.map((child) => once(child, 'exit'));
      for (const { stdin } of children) stdin?.end('go\n');
      expect(await Promise.all(ended)).toEqual(children.map(() => [0, null]));
      expect(readStateSync(file)).toMatchObject({ value: counterOf(processes * each) });
      expect(readdirSync(dirname(file.path)).toSorted()).toEqual([
        'counter.json',
        'counter.json.lck',
      ]);
      updates.push(processes * each);
    },
  );

  afterAll(() => {
    const all = updates.reduce((sum, each) => sum + each, 0);
    console.log(`state-file processes: ${all} updates, 0 lost`);
  });
});

test('of writers that are killed at any moment readers see nothing torn, and nothing lost', async () => {
  const file = fileAt(join(scratch(), 'counter.json'));
  let reads = 0;
  let reported = 0;
  const kills = 12;
  const look = (): void => {
    const state = readStateSync(file);
    reads += 1;
    if (state.status === 'absent') return;
    if (state.status !== 'present') throw new Error(`${state.fault} after ${reads} reads`);
    expect(state.value).toEqual(counterOf(state.value.count));
    expect(state.value.count).toBeGreaterThanOrEqual(reported);
  };
  for (let kill = 0; kill < kills; kill += 1) {
    const writer = start(untilKilled, [file.path]);
    const ended = once(writer, 'exit');
    const lines: string[] = [];
    writer.stdout?.on('data', (chunk) => lines.push(String(chunk)));
    if (writer.stdout !== null) await once(writer.stdout, 'data');
    const until = performance.now() + ((kill * 7) % 20);
    do {
      for (let more = 0; more < 20; more += 1) look();
      await setTimeout(0);
    } while (performance.now() < until);
    writer.kill('SIGKILL');
    await ended;
    const complete = lines.join('').split('\n').slice(0, -1);
    reported = Math.max(reported, ...complete.map(Number));
    look();
  }
  expect(reported).toBeGreaterThanOrEqual(kills);
  console.log(`state-file killed writers: ${kills} kills, ${reads} reads, 0 torn, 0 lost`);
});
