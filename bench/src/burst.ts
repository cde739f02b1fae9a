import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeContestant } from './contestant.ts';
import { interleave } from './rounds.ts';
import { median, quantile } from './samples.ts';
import { printTable } from './table.ts';

const names = [
  'atomic-fs async',
  'Node, the same ten calls, async',
  'write-file-atomic async',
  'atomically async',
];
const rounds = 5;
const saves = 300;

interface Burst {
  readonly micros: readonly number[];
  readonly open: number;
  readonly tookMs: number;
  readonly blockedMs: number;
}

/** Many saves at once in one process, and what a read of another file has to wait for meanwhile. */
export async function burst(directory: string): Promise<void> {
  const results = await interleave(names, rounds, (name) => measure(name, directory));
  const middle = (name: string, value: (burst: Burst) => number): number =>
    median((results.get(name) ?? []).map(value));
  console.log(
    `\nburst: ${saves} saves at once, a readFile of another file over and over, ${rounds} rounds\n`,
  );
  printTable(
    ['burst', 'readFile p50 ms', 'p99 ms', 'files open', 'longest block ms', 'all saved ms'],
    names.map((name) => [
      name,
      (middle(name, ({ micros }) => median(micros)) / 1e3).toFixed(2),
      (middle(name, ({ micros }) => quantile(micros, 0.99)) / 1e3).toFixed(2),
      middle(name, ({ open }) => open).toFixed(0),
      middle(name, ({ blockedMs }) => blockedMs).toFixed(1),
      middle(name, ({ tookMs }) => tookMs).toFixed(0),
    ]),
  );
}

async function measure(name: string, directory: string): Promise<Burst> {
  const place = mkdtempSync(join(directory, 'burst-'));
  const saver = await nodeContestant('burst-process.ts', [name, place, String(saves)]);
  saver.start();
  const burst = (await saver.answer) as Burst;
  rmSync(place, { recursive: true });
  return burst;
}
