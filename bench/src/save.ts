import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileBaseline } from './c-baseline.ts';
import { contestant, nodeContestant } from './contestant.ts';
import { interleave } from './rounds.ts';
import { mean, median, quantile, ratios, spread } from './samples.ts';
import { savers } from './savers.ts';
import { printTable } from './table.ts';
import { checkTarget } from './target.ts';

const baseline = 'C, the same ten calls';
const tenPoolCalls = 'Node, the same ten calls, async';
const rounds = 11;
const warmUp = 30;
const saves = 250;

/** Saves of 500 bytes, each package beside the C baseline, every measurement in a fresh process. */
export async function save(directory: string): Promise<void> {
  const program = compileBaseline('save', directory);
  const names = [...(program === undefined ? [] : [baseline]), ...Object.keys(savers)];
  const results = await interleave(names, rounds, (name) => measure(name, directory, program));

  const samples = (name: string): readonly (readonly number[])[] =>
    (results.get(name) ?? []).map(({ micros }) => micros);
  const p50 = (name: string): readonly number[] => samples(name).map(median);
  const means = (name: string): readonly number[] => samples(name).map(mean);
  const cpu = (name: string): readonly number[] =>
    (results.get(name) ?? []).map(({ cpuMicros = Number.NaN }) => cpuMicros);
  console.log(`\nsave: ${rounds} rounds of ${saves}, ratios of one round, median [quartiles]\n`);
  printTable(
    ['save', 'syncs', 'p50 µs', 'p99 µs', 'CPU µs', 'p50 / C', 'mean / C'],
    names.map((name) => [
      name,
      savers[name]?.syncs ?? 'file and directory',
      median(p50(name)).toFixed(0),
      median(samples(name).map((each) => quantile(each, 0.99))).toFixed(0),
      median(cpu(name)).toFixed(0),
      spread(ratios(p50(name), p50(baseline))),
      spread(ratios(means(name), means(baseline))),
    ]),
  );

  const ours = p50('atomic-fs sync');
  const rows: readonly (readonly [string, readonly number[], number])[] = [
    ['sync p50 / C', ratios(ours, p50(baseline)), 1.1],
    ['sync mean / C', ratios(means('atomic-fs sync'), means(baseline)), 1.2],
    ['async p50 / C', ratios(p50('atomic-fs async'), p50(baseline)), 1.35],
    ['async CPU / ten pool calls', ratios(cpu('atomic-fs async'), cpu(tenPoolCalls)), 0.75],
    ['sync p50 / write-file-atomic async', ratios(ours, p50('write-file-atomic async')), 1],
    ['sync p50 / write-file-atomic sync', ratios(ours, p50('write-file-atomic sync')), 1.1],
  ];
  console.log('');
  for (const [what, values, atMost] of rows) checkTarget(what, values, { atMost });
}

async function measure(
  name: string,
  directory: string,
  program: string | undefined,
): Promise<Saved> {
  const place = mkdtempSync(join(directory, 'save-'));
  const args = [place, String(warmUp), String(saves)];
  const saver =
    name === baseline && program !== undefined
      ? await contestant(program, args)
      : await nodeContestant('save-process.ts', [name, ...args]);
  saver.start();
  const saved = (await saver.answer) as Saved;
  rmSync(place, { recursive: true });
  return saved;
}

interface Saved {
  readonly micros: readonly number[];
  /** Of one save, on the average. */
  readonly cpuMicros?: number;
}
