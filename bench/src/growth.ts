import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeContestant } from './contestant.ts';
import { interleave } from './rounds.ts';
import { median } from './samples.ts';
import { printTable } from './table.ts';

const rounds = 3;
const savers = ['atomic-fs sync', 'Node, the same ten calls, sync', 'write-file-atomic sync'];
const processes = [1, 8, 32];
const warmUps = 10;
const saves = 640;
const handles = 1000;
const waits = 300;

/** What becomes of a save, of lock handles and of waiting when there are many of them. */
export async function growth(directory: string): Promise<void> {
  console.log(
    `\ngrowth: ${saves} saves of files of their own by several at once, ${rounds} rounds\n`,
  );
  const results = await interleave(savers, rounds, (saver) => savesPerSecond(saver, directory));
  printTable(
    ['saves/s', ...processes.map((count) => `${count} at once`)],
    savers.map((saver) => [
      saver,
      ...processes.map((_, i) =>
        median((results.get(saver) ?? []).map((each) => each[i] ?? 0)).toFixed(0),
      ),
    ]),
  );
  const kept = (await inProcess('handles', handles, directory)) as { readonly bytes: number };
  console.log(
    `\n${handles} handles whose locks are held: ${(kept.bytes / 1024).toFixed(0)} KiB each`,
  );
  const waiting = (await inProcess('waits', waits, directory)) as Waiting;
  console.log(
    `a server that waits for ${waits} locks: its event loop is ${waiting.delayMs} ms late at the ` +
      `median, ${waiting.delayP99Ms} at p99 (${waiting.idleMs} and ${waiting.idleP99Ms} without), ` +
      `${waiting.cpuPercent} % of a processor`,
  );
}

interface Waiting {
  readonly delayMs: number;
  readonly delayP99Ms: number;
  readonly idleMs: number;
  readonly idleP99Ms: number;
  readonly cpuPercent: number;
}

/** For each number of processes. */
async function savesPerSecond(saver: string, directory: string): Promise<readonly number[]> {
  const speeds: number[] = [];
  for (const count of processes) {
    const place = mkdtempSync(join(directory, 'growth-'));
    const contestants = await Promise.all(
      Array.from({ length: count }, () =>
        nodeContestant('save-process.ts', [
          saver,
          mkdtempSync(join(place, 'own-')),
          String(warmUps),
          String(saves / count),
        ]),
      ),
    );
    for (const each of contestants) each.start();
    const answers = await Promise.all(contestants.map(({ answer }) => answer));
    // Each counts its own saves, without what it takes a process to start and to end.
    const rates = (answers as readonly { readonly micros: readonly number[] }[]).map(
      ({ micros }) => (micros.length * 1e6) / micros.reduce((sum, each) => sum + each, 0),
    );
    speeds.push(rates.reduce((sum, each) => sum + each, 0));
    rmSync(place, { recursive: true });
  }
  return speeds;
}

async function inProcess(what: string, count: number, directory: string): Promise<unknown> {
  const place = mkdtempSync(join(directory, 'growth-'));
  const process = await nodeContestant('growth-process.ts', [what, place, String(count)]);
  process.start();
  const answer = await process.answer;
  rmSync(place, { recursive: true });
  return answer;
}
