import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileBaseline } from './c-baseline.ts';
import { contestant, nodeContestant } from './contestant.ts';
import { interleave } from './rounds.ts';
import { median, ratios, spread } from './samples.ts';
import { printTable } from './table.ts';
import { checkTarget } from './target.ts';

const baseline = 'C, fcntl pair and fstat';
const handleSync = 'atomic-fs handle, sync';
const usualRounds = 7;
/** How often each takes its lock; the slow ones are known by fewer. */
const times: Readonly<Record<string, number>> = {
  [baseline]: 20_000,
  [handleSync]: 20_000,
  'atomic-fs handle, async': 4000,
  'atomic-fs acquireLockSync': 2000,
  'node:sqlite by hand': 20_000,
  'proper-lockfile': 800,
};

/** A lock that nobody else wants, taken and freed. */
export async function pair(directory: string, rounds: number = usualRounds): Promise<void> {
  const program = compileBaseline('pair', directory);
  const names = Object.keys(times).filter((name) => name !== baseline || program !== undefined);
  const results = await interleave(names, rounds, async (name) => {
    const place = mkdtempSync(join(directory, 'pair-'));
    const args = [place, String(times[name])];
    const racer =
      name === baseline && program !== undefined
        ? await contestant(program, args)
        : await nodeContestant('pair-process.ts', [name, ...args]);
    racer.start();
    const { micros } = (await racer.answer) as { readonly micros: number };
    rmSync(place, { recursive: true });
    return micros;
  });
  const ofC = (name: string): readonly number[] =>
    ratios(results.get(name) ?? [], results.get(baseline) ?? []);
  console.log(`\npair: a lock taken and freed, fastest of batches of 200, ${rounds} rounds\n`);
  printTable(
    ['lock', 'µs', '/ C'],
    names.map((name) => [name, median(results.get(name) ?? []).toFixed(1), spread(ofC(name))]),
  );
  console.log('');
  checkTarget(`${handleSync} / C`, ofC(handleSync), { atMost: 3 });
}
