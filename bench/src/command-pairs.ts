import { compileBaseline } from './c-baseline.ts';
import { type Cost, costOf } from './command-cost.ts';
import type { CommandLine } from './command-line.ts';
import { interleave } from './rounds.ts';
import { quantile, ratios, spread } from './samples.ts';
import { printTable } from './table.ts';

const warmUp = 2;

/** One command, run in two ways. */
export interface CommandPair {
  readonly ours: CommandLine;
  readonly theirs: CommandLine;
}

/** Prints what each command costs beside the other of its pair; both are run in turn, as whole processes. */
export async function printPairs(
  directory: string,
  pairs: readonly CommandPair[],
  { title, rounds }: { readonly title: string; readonly rounds: number },
): Promise<void> {
  const program = compileBaseline('cost', directory);
  if (program === undefined) {
    console.log(
      `${title}: skipped, since it takes a C program to tell the CPU time of one process`,
    );
    return;
  }
  const lines = pairs.flatMap(({ ours, theirs }) => [ours, theirs]);
  const results = await interleave(lines, warmUp + rounds, (line, round) =>
    costOf(program, line, round),
  );
  const costs = (line: CommandLine, fact: keyof Cost): readonly number[] =>
    (results.get(line) ?? []).slice(warmUp).map((cost) => cost[fact] / 1e3);
  console.log(`\n${title}: ${rounds} pairs, ratios of one round, median [quartiles]\n`);
  printTable(
    ['command', 'CPU p25 ms', 'beside', 'CPU ratio', 'wall p50 ms', 'beside', 'wall ratio'],
    pairs.map(({ ours, theirs }) => [
      ours.name,
      ...comparison(costs(ours, 'cpuMicros'), costs(theirs, 'cpuMicros'), 0.25),
      ...comparison(costs(ours, 'wallMicros'), costs(theirs, 'wallMicros'), 0.5),
    ]),
  );
}

function comparison(
  ours: readonly number[],
  theirs: readonly number[],
  q: number,
): readonly string[] {
  const [one, other] = [ours, theirs].map((times) => quantile(times, q).toFixed(1));
  return [`${one}`, `${other}`, spread(ratios(ours, theirs))];
}
