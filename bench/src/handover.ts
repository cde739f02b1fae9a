import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { compileBaseline } from './c-baseline.ts';
import { type Contestant, contestant, nodeContestant } from './contestant.ts';
import { interleave } from './rounds.ts';
import { quantile } from './samples.ts';
import { nowMs } from './start-signal.ts';
import { printTable } from './table.ts';
import { checkTarget } from './target.ts';

const baseline = 'C, OFD lock';
const rounds = 15;
/** Each of its trials takes ten seconds. */
const roundsOfProperLockfile = 2;

/** How long after SIGKILL of a lock's holder the next one, already waiting, has it. */
export async function handover(directory: string): Promise<void> {
  const program = compileBaseline('hold', directory);
  const kernel = [
    ...(program === undefined ? [] : [baseline]),
    'atomic-fs sync',
    'atomic-fs async',
  ];
  const measure = (name: string): Promise<number> => succeed({ name, directory, program });
  const results = new Map([
    ...(await interleave(kernel, rounds, measure)),
    ...(await interleave(['proper-lockfile'], roundsOfProperLockfile, measure)),
  ]);
  console.log(`\nhandover: SIGKILL of the holder to the next holder, ${rounds} rounds\n`);
  printTable(
    ['lock', 'median ms', 'shortest', 'longest'],
    [...results].map(([name, values]) => [
      name,
      ...[0.5, 0, 1].map((q) => quantile(values, q).toFixed(1)),
    ]),
  );
  console.log('');
  for (const name of ['atomic-fs sync', 'atomic-fs async']) {
    checkTarget(`${name}, longest in ms`, [Math.max(...(results.get(name) ?? []))], {
      atMost: 100,
    });
  }
}

async function succeed(facts: {
  readonly name: string;
  readonly directory: string;
  readonly program: string | undefined;
}): Promise<number> {
  const place = mkdtempSync(join(facts.directory, 'handover-'));
  writeFileSync(join(place, 'counter'), '0');
  const start = (): Promise<Contestant> =>
    facts.name === baseline && facts.program !== undefined
      ? contestant(facts.program, [place])
      : nodeContestant('hold-process.ts', [facts.name, place]);
  const [holder, waiter] = await Promise.all([start(), start()]);
  holder.start();
  await holder.answer;
  waiter.start();
  await pause(200);
  const killedAt = nowMs();
  holder.process.kill('SIGKILL');
  const { takenAt } = (await waiter.answer) as { readonly takenAt: number };
  waiter.process.kill('SIGKILL');
  rmSync(place, { recursive: true });
  return takenAt - killedAt;
}
