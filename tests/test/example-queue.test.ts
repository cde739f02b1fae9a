import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { beforeEach, expect, test } from 'vitest';
import { read, root } from './repository.ts';
import { type ProgramResult, run } from './run-program.ts';

let directory: string;
let program: string;

// As a user of the package has it: beside a node_modules that leads to it by its name.
beforeEach(({ onTestFinished }) => {
  directory = temporaryDirectory(onTestFinished);
  mkdirSync(join(directory, 'node_modules/@missionctl'), { recursive: true });
  const installed = join(directory, 'node_modules/@missionctl/atomic-fs');
  symlinkSync(join(root, 'packages/atomic-fs'), installed);
  program = join(directory, 'queue.ts');
  copyFileSync(join(root, 'examples/queue.ts'), program);
});

async function queue(args: readonly string[], ...under: readonly string[]): Promise<ProgramResult> {
  const [command = '', ...first] = [...under, process.execPath];
  const words = [...first, '--conditions=missionctl-source', program, directory, ...args];
  return run(command, words, { cwd: directory });
}

const workers = ['one', 'two', 'three', 'four'];

function linesOf(results: readonly ProgramResult[]): readonly string[] {
  return results.flatMap(({ stdout }) => stdout.split('\n').filter((line) => line !== ''));
}

function left(): readonly unknown[] {
  return JSON.parse(readFileSync(join(directory, 'queue.json'), 'utf8'));
}

test('queue.ts has at most 30 lines', () => {
  expect(read('examples/queue.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

test('jobs that four processes add to queue.ts while four others work are each done once', async () => {
  const jobs = Array.from({ length: 24 }, (_, i) => `job-${i}`);
  const adding = workers.map((_, i) => queue(['add', ...jobs.slice(i * 6, i * 6 + 6)]));
  const working = workers.map((name) => queue(['work', name]));
  const early = await Promise.all([...adding, ...working]);
  // Who came before a job was added has gone home.
  const late = await Promise.all(workers.map((name) => queue(['work', name])));
  const all = [...early, ...late];
  expect(all.filter(({ code, stderr }) => code !== 0 || stderr !== '')).toEqual([]);
  expect(linesOf(all).toSorted()).toEqual(jobs.toSorted());
  expect(left()).toEqual([]);
});

test('what workers of queue.ts were killed at is done by those who start again under their names', async () => {
  const jobs = Array.from({ length: 40 }, (_, i) => `job-${i}`);
  await queue(['add', ...jobs]);
  const killed = await Promise.all(
    workers.map((name, i) => queue(['work', name], 'timeout', '-s', 'KILL', `0.${i + 2}`)),
  );
  const again = await Promise.all(workers.map((name) => queue(['work', name])));
  const done = linesOf([...killed, ...again]);
  expect(new Set(done)).toEqual(new Set(jobs));
  expect(done.length).toBeLessThanOrEqual(jobs.length + workers.length);
  expect(left()).toEqual([]);
});
