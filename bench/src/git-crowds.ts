import { clientOf, entryOf, type GitTeam, gitTeam, mission, now, rawPusher } from './git-team.ts';
import { timeOf } from './git-writes.ts';
import { interleave } from './rounds.ts';
import { median, quantile, ratios, spread } from './samples.ts';
import { nowMs } from './start-signal.ts';
import { printTable } from './table.ts';

const sizes = [1, 8, 64];
const most = 3;

/** What many did at once. */
interface Crowd {
  /** Until the last was done. */
  readonly allMs: number;
  /** What each took. */
  readonly each: readonly number[];
}

/** Several clients at once, each with a home of its own, beside as many pushes by hand. */
export async function crowds(team: GitTeam, rounds: number): Promise<void> {
  const turns = Math.min(rounds, most);
  const rows: (readonly string[])[] = [];
  for (const size of sizes) rows.push(...(await crowdOf(gitTeam(team.directory), size, turns)));
  console.log(`\nroster-git, at once: ${turns} rounds, ratios of one round, median [quartiles]\n`);
  printTable(['at once', 'what', 'a second', 'p50 ms', 'longest ms', 'all / git push'], rows);
}

async function crowdOf(
  team: GitTeam,
  size: number,
  rounds: number,
): Promise<readonly (readonly string[])[]> {
  const indexes = Array.from({ length: size }, (_, at) => at);
  const clients = indexes.map((at) => clientOf(team, `home-${at}`));
  const pushers = indexes.map((at) => rawPusher(team, `${at}`, rounds + 1));
  let granted = 0;
  const contestants: Readonly<Record<string, (round: number) => Promise<Crowd>>> = {
    'git push, a ref each': () => atOnce(pushers, ({ push }) => push()),
    publish: (round) =>
      atOnce(clients, (client, at) => client.publish(mission, entryOf(`01HOME${at}`, round))),
    'claim of one focus': async (round) => {
      const took = await atOnce(clients, async (client, at) => {
        const wanted = { holder: `h${at}`, expecting: 'absent', now } as const;
        const { status } = await client.claim(mission, `wp:ONE${round}`, wanted);
        if (status === 'granted') granted += 1;
      });
      if (granted !== round + 1) throw new Error(`${granted} claims granted after ${round + 1}`);
      return took;
    },
  };
  const names = Object.keys(contestants);
  const results = await interleave(names, rounds + 1, async (name, round) =>
    contestants[name]?.(round),
  );
  await Promise.all(clients.map((client) => client.close()));
  const crowdsOf = (name: string): readonly Crowd[] =>
    (results.get(name) ?? []).slice(1).flatMap((crowd) => (crowd === undefined ? [] : [crowd]));
  const allOf = (name: string): readonly number[] => crowdsOf(name).map(({ allMs }) => allMs);
  return names.map((name) => {
    const each = crowdsOf(name).flatMap((crowd) => crowd.each);
    return [
      `${size}`,
      name,
      ((size * 1000) / median(allOf(name))).toFixed(1),
      median(each).toFixed(0),
      quantile(each, 1).toFixed(0),
      spread(ratios(allOf(name), allOf('git push, a ref each'))),
    ];
  });
}

async function atOnce<T>(
  all: readonly T[],
  act: (one: T, at: number) => Promise<void>,
): Promise<Crowd> {
  const began = nowMs();
  const each = await Promise.all(all.map((one, at) => timeOf(() => act(one, at))));
  return { allMs: nowMs() - began, each };
}
