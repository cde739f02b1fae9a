import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileBaseline } from './c-baseline.ts';
import { type Cost, costOf } from './command-cost.ts';
import type { CommandLine } from './command-line.ts';
import { otherCommandLines } from './other-command-lines.ts';
import { emptyProgram, installedCommandLine, ourCommandLines } from './our-command-lines.ts';
import { interleave } from './rounds.ts';
import { quantile } from './samples.ts';
import { printTable } from './table.ts';
import { checkTarget } from './target.ts';

const warmUp = 2;

/** Whole processes: our commands, beside an empty program and beside other tools. */
export async function start(directory: string, rounds = 21): Promise<void> {
  const program = compileBaseline('cost', directory);
  if (program === undefined) {
    console.log('start: skipped, since it takes a C program to tell the CPU time of one process');
    return;
  }
  const place = mkdtempSync(join(directory, 'start-'));
  const baseline = emptyProgram(place);
  const ours = ourCommandLines(place);
  const installed = installedCommandLine(place);
  const others = otherCommandLines(place);
  // What runs after another program than Node finds colder caches: that is one without a target.
  const inTurn = [...others, installed, baseline, ...ours];
  const measure = (line: CommandLine, round: number) => costOf(program, line, round);
  const results = await interleave(inTurn, warmUp + rounds, measure);
  const costs = (line: CommandLine) => (results.get(line) ?? []).slice(warmUp);
  console.log(`\nstart: ${rounds} rounds; the p99 of fewer than 100 is their longest\n`);
  report([baseline, ...ours, installed, ...others], baseline, costs);
  rmSync(place, { recursive: true });
}

function report(
  lines: readonly CommandLine[],
  baseline: CommandLine,
  costs: (line: CommandLine) => readonly Cost[],
): void {
  const of = (line: CommandLine, fact: keyof Cost, q: number): number =>
    quantile(
      costs(line).map((cost) => cost[fact]),
      q,
    );
  // What disturbs a process only adds to its CPU time: the lower quartile is nearer to its own.
  const cpu = (line: CommandLine): number => of(line, 'cpuMicros', 0.25);
  const ratio = (line: CommandLine): number => cpu(line) / cpu(baseline);
  printTable(
    ['start', 'CPU p25 ms', '/ empty.cjs', 'wall p50 ms', 'wall p99 ms'],
    lines.map((line) => [
      line.name,
      (cpu(line) / 1e3).toFixed(1),
      ratio(line).toFixed(2),
      ...[0.5, 0.99].map((q) => (of(line, 'wallMicros', q) / 1e3).toFixed(1)),
    ]),
  );
  console.log('');
  for (const line of lines) {
    const { name, atMost } = line;
    if (atMost !== undefined) checkTarget(`${name} / empty.cjs`, [ratio(line)], { atMost });
  }
}
