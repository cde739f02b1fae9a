import { times } from '@missionctl/test-support/times';
import { expect, test } from 'vitest';
import type { GitHost, HostBehavior } from '../../../roster-git/test/git-host.ts';
import { httpPlace } from '../../../roster-git/test/http-place.ts';
import { setDrive, setFocus, type WorkOutcome } from '../../src/index.ts';
import type { SharedHome } from '../shared-homes.ts';
import { gitHome, hasty } from './git-homes.ts';

const rounds = times(1, 100);

const behaviors: readonly HostBehavior[] = [
  {},
  {},
  { breaks: 'answer' },
  { breaks: 'push' },
  { status: 502 },
  { takesPushes: false },
  { delayMs: 200 },
];

/** How long it is unsteady: then some are answered in time. */
const unsteadyMs = 1200;

/** Lets a host behave otherwise every few milliseconds, while something begins to happen. */
async function unsteadily<T>({ behave }: GitHost, during: () => Promise<T>): Promise<T> {
  let next = 0;
  const changing = setInterval(() => {
    // In no order that fits the steps of a push.
    next = (next + 3) % behaviors.length;
    behave(behaviors[next] ?? {});
  }, 37);
  const steady = setTimeout(() => {
    clearInterval(changing);
    behave({});
  }, unsteadyMs);
  try {
    return await during();
  } finally {
    clearTimeout(steady);
    clearInterval(changing);
    behave({});
  }
}

/** Who was shown that they have the claim, that others know, and that nobody drives beside them. */
function sureOf(outcomes: readonly WorkOutcome[]): readonly WorkOutcome[] {
  return outcomes.filter(
    ({ claim, rivals, warnings }) =>
      claim !== undefined && rivals.length === 0 && warnings.length === 0,
  );
}

async function round(homes: readonly SharedHome[], host: GitHost, of: string): Promise<string> {
  const each = (act: (home: SharedHome) => Promise<WorkOutcome>) => Promise.all(homes.map(act));
  await each((home) => setFocus(home, home.me, of));
  const during = await unsteadily(host, () =>
    each((home) => setDrive(hasty(home, 2500), home.me, 'active')),
  );
  expect(sureOf(during).length).toBeLessThanOrEqual(1);
  const left: WorkOutcome[] = [];
  // Longer than a host that failed is left alone; what the last one says the first ones see after it.
  for (const home of [...homes, ...homes]) {
    home.pass(31_000);
    left.push(await setFocus(home, home.me, of));
  }
  const after = left.slice(homes.length);
  const holders = after.filter(({ claim }) => claim?.focus === of);
  expect(after.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(sureOf(after)).toEqual(holders);
  expect(holders).toHaveLength(1);
  const [holder] = holders;
  const others = after.filter((outcome) => outcome !== holder);
  for (const { session, holder: seen } of others)
    if (session.driveIntent === 'active')
      expect(seen?.participantId).toBe(holder?.session.participantId);
  await each((home) => setDrive(home, home.me, 'inactive'));
  const isWarned = during.some(({ warnings }) => warnings.length > 0);
  return isWarned ? 'warned' : 'held';
}

test('of two homes that drive at the same moment through a host that fails now and then never both are sure, and once it is back one holds and the other knows', {
  tags: ['slow'],
}, async () => {
  const { team, host, knowing } = await httpPlace();
  const reach = { remote: host.url, environment: knowing() };
  const homes = [gitHome(team, 0, reach), gitHome(team, 1, reach)];
  const ends: string[] = [];
  for (let at = 0; at < rounds; at += 1) ends.push(await round(homes, host, `wp:${at % 20}`));
  const warned = ends.filter((end) => end === 'warned').length;
  console.log(
    `missionctl: of ${rounds} pairs through a host that fails now and then ${warned} were warned`,
  );
});
