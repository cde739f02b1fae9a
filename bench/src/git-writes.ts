import { clientOf, entryOf, type GitTeam, mission, now, rawPusher } from './git-team.ts';
import { interleave } from './rounds.ts';
import { median, quantile, ratios, spread } from './samples.ts';
import { nowMs } from './start-signal.ts';
import { printTable } from './table.ts';

const warmUp = 2;
const raw = 'git push, one ref';

/** Publishing and claiming, beside a push of one ref. */
export async function writes(team: GitTeam, rounds: number): Promise<void> {
  const client = clientOf(team, 'home');
  const pusher = rawPusher(team, 'home', warmUp + rounds);
  let expecting = 'absent';
  const contestants: Readonly<Record<string, (round: number) => Promise<void>>> = {
    [raw]: () => pusher.push(),
    publish: (round) => client.publish(mission, entryOf('01PUBLISHER', round)),
    claim: async (round) => {
      const outcome = await client.claim(mission, 'wp:WP01', {
        holder: `h${round}`,
        expecting,
        now,
      });
      if (outcome.status !== 'granted') throw new Error('a claim was held by nobody');
      expecting = outcome.version;
    },
  };
  const names = Object.keys(contestants);
  const results = await interleave(names, warmUp + rounds, (name, round) =>
    timeOf(() => contestants[name]?.(round)),
  );
  await client.close();
  const times = (name: string): readonly number[] => (results.get(name) ?? []).slice(warmUp);
  console.log(`\nroster-git, writes: ${rounds} rounds, ratios of one round, median [quartiles]\n`);
  printTable(
    ['write', 'p50 ms', 'p99 ms', '/ git push'],
    names.map((name) => [
      name,
      median(times(name)).toFixed(0),
      quantile(times(name), 0.99).toFixed(0),
      spread(ratios(times(name), times(raw))),
    ]),
  );
}

export async function timeOf(call: () => Promise<void> | undefined): Promise<number> {
  const began = nowMs();
  await call();
  return nowMs() - began;
}
