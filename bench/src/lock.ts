import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileBaseline } from './c-baseline.ts';
import { contestant, nodeContestant } from './contestant.ts';
import { interleave } from './rounds.ts';
import { median, ratios, spread } from './samples.ts';
import { printTable } from './table.ts';
import { checkTarget } from './target.ts';
import { handleSync, updaters } from './updaters.ts';

const baseline = 'C, OFD lock';
const usualRounds = 5;
const warmUps = 30;
const updates = 320;
const targets = [
  { processes: 1, ofC: 0.8 },
  { processes: 8, ofC: 0.6 },
  { processes: 32, ofC: 0.45 },
];

interface Race {
  readonly perSecond: number;
  readonly longestWaitMs: number;
  readonly lost: number;
}

/** Durable increments of one counter by several processes at once, each under a lock. */
export async function lock(directory: string, rounds: number = usualRounds): Promise<void> {
  const program = compileBaseline('update', directory);
  const names = [...(program === undefined ? [] : [baseline]), ...Object.keys(updaters)];
  for (const { processes, ofC } of targets) {
    const results = await interleave(names, rounds, (name) =>
      race({ name, processes, directory, program }),
    );
    report(names, { processes, rounds }, results);
    const speed = (name: string): readonly number[] =>
      (results.get(name) ?? []).map((each) => each.perSecond);
    const ours = results.get(handleSync) ?? [];
    const waits = ours.map((each) => each.longestWaitMs);
    checkTarget(`${handleSync} / C`, ratios(speed(handleSync), speed(baseline)), { atLeast: ofC });
    if (processes === 32) checkTarget('longest wait in ms', waits, { atMost: 400 });
  }
}

function report(
  names: readonly string[],
  { processes, rounds }: { readonly processes: number; readonly rounds: number },
  results: ReadonlyMap<string, readonly Race[]>,
): void {
  const of = (name: string, fact: keyof Race): readonly number[] =>
    (results.get(name) ?? []).map((each) => each[fact]);
  console.log(`\nlock: ${updates} updates by ${processes} at once, ${rounds} rounds\n`);
  printTable(
    ['lock', 'updates/s', '/ C', 'longest wait ms', 'lost'],
    names.map((name) => [
      name,
      median(of(name, 'perSecond')).toFixed(0),
      spread(ratios(of(name, 'perSecond'), of(baseline, 'perSecond'))),
      median(of(name, 'longestWaitMs')).toFixed(0),
      String(of(name, 'lost').reduce((sum, each) => sum + each, 0)),
    ]),
  );
  console.log('');
}

async function race(facts: {
  readonly name: string;
  readonly processes: number;
  readonly directory: string;
  readonly program: string | undefined;
}): Promise<Race> {
  const { name, processes, program } = facts;
  const place = mkdtempSync(join(facts.directory, 'lock-'));
  const newCounter = (): string => {
    const directory = mkdtempSync(join(place, 'counter-'));
    writeFileSync(join(directory, 'counter'), name.startsWith('conf') ? '{"n":0}' : '0');
    return directory;
  };
  const shared = newCounter();
  const racers = await Promise.all(
    Array.from({ length: processes }, () => {
      const args = [newCounter(), String(warmUps), shared, String(updates / processes)];
      return name === baseline && program !== undefined
        ? contestant(program, args)
        : nodeContestant('update-process.ts', [name, ...args]);
    }),
  );
  for (const racer of racers) racer.start();
  const laps = (await Promise.all(racers.map((racer) => racer.answer))) as readonly Lap[];
  const seconds =
    (Math.max(...laps.map((lap) => lap.ended)) - Math.min(...laps.map((lap) => lap.began))) / 1e3;
  const counted = Number(/\d+/.exec(readFileSync(join(shared, 'counter'), 'utf8')));
  rmSync(place, { recursive: true });
  return {
    perSecond: updates / seconds,
    longestWaitMs: Math.max(...laps.map((lap) => lap.longestWaitMs)),
    lost: updates - counted,
  };
}

interface Lap {
  readonly began: number;
  readonly ended: number;
  readonly longestWaitMs: number;
}
