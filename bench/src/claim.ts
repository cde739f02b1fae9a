import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeContestant } from './contestant.ts';
import { interleave } from './rounds.ts';
import { median, quantile, ratios, spread } from './samples.ts';
import { printTable } from './table.ts';
import { checkTarget } from './target.ts';

const sizes = ['1', '10', '100'];
const claims = 100;
const warmUp = 10;

/** What it takes to claim a focus, beside a durable save of 500 bytes in the same process. */
export async function claim(directory: string, rounds = 5): Promise<void> {
  const results = await interleave(sizes, rounds, (size) => measure(size, directory));
  const p50 = (size: string, what: keyof Claimed): readonly number[] =>
    (results.get(size) ?? []).map((each) => median(each[what]));
  console.log(`\nclaim: ${rounds} rounds of ${claims}, ratios of one round, median [quartiles]\n`);
  printTable(
    ['participants', 'claim p50 µs', 'p99 µs', 'save p50 µs', 'claim / save'],
    sizes.map((size) => [
      size,
      median(p50(size, 'claiming')).toFixed(0),
      median((results.get(size) ?? []).map((each) => quantile(each.claiming, 0.99))).toFixed(0),
      median(p50(size, 'saving')).toFixed(0),
      spread(ratios(p50(size, 'claiming'), p50(size, 'saving'))),
    ]),
  );
  console.log('');
  const among10 = ratios(p50('10', 'claiming'), p50('10', 'saving'));
  checkTarget('claim p50 among 10 / durable save', among10, { atMost: 4 });
}

interface Claimed {
  readonly claiming: readonly number[];
  readonly saving: readonly number[];
}

async function measure(size: string, directory: string): Promise<Claimed> {
  const place = mkdtempSync(join(directory, 'claim-'));
  const all = String(warmUp + claims);
  const claiming = await nodeContestant('claim-process.ts', [place, size, all]);
  claiming.start();
  const claimed = (await claiming.answer) as Claimed;
  rmSync(place, { recursive: true });
  return {
    claiming: claimed.claiming.slice(warmUp),
    saving: claimed.saving.slice(warmUp),
  };
}
