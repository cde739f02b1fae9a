import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeSession, newSessionDocument, timestampFromMs } from '@missionctl/session-model';
import { compileBaseline } from './c-baseline.ts';
import { contestant, nodeContestant } from './contestant.ts';
import { listers, loaders, oneMission } from './readers.ts';
import { interleave } from './rounds.ts';
import { median, quantile, ratios, spread } from './samples.ts';
import { printTable } from './table.ts';
import { checkTarget } from './target.ts';

const baseline = 'C: readdir, open, read';

/** One session read again and again, warm: every check of the store beside the file alone. */
export async function load(directory: string): Promise<void> {
  const home = homeOf(directory, 1);
  const plain = 'readFileSync alone';
  const measure = (name: string) => measured(name, home, { warmUp: 2000, times: 5000 });
  const results = await interleave(Object.keys(loaders), 7, measure);
  const samples = (name: string): readonly (readonly number[])[] =>
    (results.get(name) ?? []).map(({ micros }) => micros);
  const p50 = (name: string): readonly number[] => samples(name).map(median);
  console.log('\nload: 7 rounds of 5000, ratios of one round, median [quartiles]\n');
  printTable(
    ['load', 'p50 µs', 'p99 µs', 'p50 / readFileSync'],
    Object.keys(loaders).map((name) => [
      name,
      median(p50(name)).toFixed(1),
      median(samples(name).map((each) => quantile(each, 0.99))).toFixed(1),
      spread(ratios(p50(name), p50(plain))),
    ]),
  );
  console.log('');
  checkTarget('load, sync, µs', p50('load, sync'), { atMost: 25 });
  const async = ratios(p50('load, async'), p50('promises.readFile alone'));
  checkTarget('load, async / promises.readFile', async, { atMost: 3 });
  rmSync(home, { recursive: true });
}

/**
 * Homes of many missions: aliases looked for and every check done, beside C that does neither. Warm, as
 * in a server that lists again; and the first pass of a fresh process, as in a command, which compiles.
 */
export async function list(directory: string): Promise<void> {
  const program = compileBaseline('list', directory);
  const baselines = program === undefined ? [] : [{ name: baseline, warmUp: 8, times: 3, program }];
  const warm = Object.keys(listers).map((name) => ({ name, warmUp: 8, times: 3 }));
  const first = { name: 'list, sync', shown: 'list, sync, first pass', warmUp: 0, times: 1 };
  const ours = 'list, sync';
  const usual = await listed(directory, 1_000, [...baselines, ...warm, first]);
  checkTarget('list 1000, sync / C', ratios(usual(ours), usual(baseline)), { atMost: 4 });
  const many = await listed(directory, 10_000, warm);
  const promises = many('promises, 64 at once');
  checkTarget('list 10 000, async / promises', ratios(many('list, async'), promises), {
    atMost: 1.2,
  });
  const synchronous = warm.filter(({ name }) => name === ours);
  const large = await listed(directory, 100_000, [...baselines, ...synchronous]);
  const growth = ratios(
    large(ours).map((micros) => micros / 100_000),
    usual(ours).map((micros) => micros / 1_000),
  );
  checkTarget('a mission of 100 000 / one of 1000', growth, { atMost: 1.3 });
}

async function listed(
  directory: string,
  missions: number,
  contestants: readonly (Passes & { readonly name: string; readonly shown?: string })[],
): Promise<(name: string) => readonly number[]> {
  const home = homeOf(directory, missions);
  const results = await interleave(contestants, 5, (each) => measured(each.name, home, each));
  const resultsOf = (name: string): readonly Measured[] =>
    contestants
      .filter((each) => (each.shown ?? each.name) === name)
      .flatMap((each) => results.get(each) ?? []);
  const p50 = (name: string): readonly number[] =>
    resultsOf(name).map(({ micros }) => median(micros));
  const blocked = (name: string): number =>
    Math.max(...resultsOf(name).map(({ blockedMs }) => blockedMs ?? Number.NaN));
  console.log(`\nlist: ${missions} missions, 5 rounds of 3 warm passes, median [quartiles]\n`);
  printTable(
    ['list', 'ms', 'ms / C', 'longest block ms'],
    contestants.map(({ name, shown = name }) => [
      shown,
      (median(p50(shown)) / 1e3).toFixed(1),
      spread(ratios(p50(shown), p50(baseline))),
      blocked(shown).toFixed(1),
    ]),
  );
  console.log('');
  rmSync(home, { recursive: true });
  return p50;
}

interface Measured {
  readonly micros: readonly number[];
  readonly blockedMs?: number;
}

interface Passes {
  readonly warmUp: number;
  readonly times: number;
  readonly program?: string | undefined;
}

async function measured(
  name: string,
  home: string,
  { warmUp, times, program }: Passes,
): Promise<Measured> {
  const passes = [String(warmUp), String(times)];
  const reader =
    name === baseline && program !== undefined
      ? await contestant(program, [join(home, 'missions'), ...passes])
      : await nodeContestant('read-process.ts', [name, home, ...passes]);
  reader.start();
  return (await reader.answer) as Measured;
}

/** A home as the store would have written it, without the syncs: nobody cuts the power here. */
function homeOf(directory: string, count: number): string {
  const home = mkdtempSync(join(directory, 'home-'));
  const now = timestampFromMs(Date.now());
  for (let i = 0; i < count; i += 1) {
    const missionId = oneMission.slice(0, -5) + String(i).padStart(5, '0');
    const mission = join(home, 'missions', missionId);
    mkdirSync(mission, { recursive: true, mode: 0o700 });
    const document = newSessionDocument({
      missionId,
      missionRunId: '01HXN8K3M9PQRSTVWXYZ123456',
      participantId: '01HXN8K3M9PQRSTVWXYZ654321',
      role: 'developer',
      joinedAt: now,
      lastActivityAt: now,
      driveIntent: 'inactive',
      focus: 'wp:WP01',
      sessionToken: '',
      saasApiUrl: '',
    });
    writeFileSync(join(mission, 'session.json'), encodeSession(document), { mode: 0o600 });
  }
  return home;
}
