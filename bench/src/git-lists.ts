import {
  bareIn,
  type Client,
  clientOf,
  entryOf,
  type GitTeam,
  gitTeam,
  mission,
  plant,
  rawFetch,
} from './git-team.ts';
import { timeOf } from './git-writes.ts';
import { interleave } from './rounds.ts';
import { median, quantile, ratios, spread } from './samples.ts';
import { printTable } from './table.ts';

const warmUp = 1;
const all = 1000;
const machineCounts = [20, 1000];

/** A mission of 1,000 entries, and who looks at it. */
interface Look {
  readonly name: string;
  readonly measure: (round: number) => Promise<number>;
}

/** Listing 1,000 entries, beside a fetch of the same refs: anew, with nothing changed, and with one changed. */
export async function lists(team: GitTeam, rounds: number): Promise<void> {
  for (const machines of machineCounts) await listOf(gitTeam(team.directory), machines, rounds);
}

async function listOf(team: GitTeam, machines: number, rounds: number): Promise<void> {
  const changer = clientOf(team, 'changer');
  const own = Array.from({ length: all / machines }, (_, at) => entryOf(`01CHANGER${at}`, 0));
  await Promise.all(own.map((entry) => changer.publish(mission, entry)));
  plant(team, machines - 1, own.length);
  const looks = looksAt(team, changer);
  const measured = await interleave(looks, warmUp + rounds, ({ measure }, round) => measure(round));
  await changer.close();
  const times = (look: Look | undefined): readonly number[] =>
    look === undefined ? [] : (measured.get(look) ?? []).slice(warmUp);
  console.log(`\nroster-git, list: ${all} entries of ${machines} machines, ${rounds} rounds\n`);
  printTable(
    ['list', 'git fetch p50 ms', 'list p50 ms', 'p99 ms', '/ git fetch'],
    [0, 2, 4].map((at) => {
      const [fetched, listed] = [times(looks[at]), times(looks[at + 1])];
      return [
        looks[at + 1]?.name ?? '',
        median(fetched).toFixed(0),
        median(listed).toFixed(0),
        quantile(listed, 0.99).toFixed(0),
        spread(ratios(listed, fetched)),
      ];
    }),
  );
}

/** Fetches and lists in pairs: what one is beside the other is at the same place in the order. */
function looksAt(team: GitTeam, changer: Client): readonly Look[] {
  const kept = { raw: bareIn(team), client: clientOf(team, 'reader') };
  const changed = { raw: bareIn(team), client: clientOf(team, 'other-reader') };
  let homes = 0;
  let turn = 0;
  const change = (): Promise<void> => {
    turn += 1;
    return changer.publish(mission, entryOf('01CHANGER0', turn));
  };
  return [
    { name: 'git', measure: () => timeOf(() => rawFetch(team, bareIn(team))) },
    {
      name: 'the first of a home',
      measure: async () => {
        homes += 1;
        const client = clientOf(team, `new-${homes}`);
        const took = await timeOf(() => listed(client));
        await client.close();
        return took;
      },
    },
    { name: 'git', measure: () => timeOf(() => rawFetch(team, kept.raw)) },
    { name: 'nothing has changed', measure: () => timeOf(() => listed(kept.client)) },
    {
      name: 'git',
      measure: async () => {
        await change();
        return await timeOf(() => rawFetch(team, changed.raw));
      },
    },
    {
      name: 'one entry has changed',
      measure: async () => {
        await change();
        return await timeOf(() => listed(changed.client));
      },
    },
  ];
}

async function listed(client: Client): Promise<void> {
  const { entries, damaged } = await client.list(mission);
  if (entries.length !== all || damaged.length > 0) throw new Error(`${entries.length} entries`);
}
