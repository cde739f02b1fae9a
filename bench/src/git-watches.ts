import { setTimeout as pause } from 'node:timers/promises';
import { clientOf, entryOf, type GitTeam, mission } from './git-team.ts';
import { quantile } from './samples.ts';
import { nowMs } from './start-signal.ts';
import { printTable } from './table.ts';

const intervals = [500, 2000];

/** How long after one has published another's watch says so. */
export async function latencies(team: GitTeam, rounds: number): Promise<void> {
  const rows: (readonly string[])[] = [];
  for (const everyMs of intervals) {
    const took = await latenciesWith(team, everyMs, rounds);
    const shown = [0.5, 0.99].map((q) => quantile(took, q).toFixed(0));
    const beyond = took.map((each) => Math.max(0, each - everyMs));
    rows.push([`${everyMs} ms`, ...shown, quantile(beyond, 0.99).toFixed(0)]);
  }
  console.log(
    `\nroster-git, watch: ${rounds} changes, from the call of publish to the event elsewhere\n`,
  );
  printTable(['polls every', 'p50 ms', 'longest ms', 'longest beyond the interval ms'], rows);
}

async function latenciesWith(
  team: GitTeam,
  everyMs: number,
  rounds: number,
): Promise<readonly number[]> {
  const writer = clientOf(team, `writer-${everyMs}`);
  const reader = clientOf(team, `reader-${everyMs}`, everyMs);
  const ended = new AbortController();
  const seen = new Map<string, number>();
  const watching = (async () => {
    for await (const event of reader.watch(mission, { signal: ended.signal })) {
      if (event.kind === 'put') seen.set(event.entry.focus ?? '', nowMs());
    }
  })();
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // So that changes fall at all moments between two reads.
    await pause((everyMs * ((round * 7) % rounds)) / rounds);
    const began = nowMs();
    const entry = entryOf('01WRITER', everyMs * rounds + round);
    await writer.publish(mission, entry);
    while (!seen.has(entry.focus ?? '')) await pause(1);
    took.push((seen.get(entry.focus ?? '') ?? Number.NaN) - began);
  }
  ended.abort();
  await watching.catch(() => {});
  await Promise.all([writer.close(), reader.close()]);
  return took;
}
