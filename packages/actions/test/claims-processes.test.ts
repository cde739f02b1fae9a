import { runSync } from '@missionctl/atomic-fs/operations';
import { readRoster } from '@missionctl/roster/operations';
import { ask, dismiss, startChild } from '@missionctl/test-support/child';
import { times } from '@missionctl/test-support/times';
import { expect, onTestFinished, test } from 'vitest';
import { rosterOf } from '../src/roster/mission-roster.ts';
import { joined, testHome } from './test-home.ts';

const pairs = times(60, 3000);
/** How far off the moment is in which both begin: a message takes less. */
const soonMs = 3;

test('of two processes that drive one focus at once exactly one does, and the other learns who', {
  tags: ['slow'],
}, async () => {
  const home = testHome();
  const ids = [undefined, 'bot'].map((alias) => {
    const address = joined(home, 'demo', alias === undefined ? {} : { alias });
    return String(JSON.parse(home.text(address)).participant_id);
  });
  const starting = [[home.path], [home.path, 'bot']].map((args) =>
    startChild(new URL('driving-process.ts', import.meta.url), args),
  );
  const children = await Promise.all(starting);
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const all = (message: string) => Promise.all(children.map((child) => ask(child, message)));
  const wins = [0, 0];
  const terms = new Map<string, number>();
  for (let pair = 0; pair < pairs; pair += 1) {
    // Every other pair is on the focus of the one before the last, which was released meanwhile.
    const focus = pair % 2 === 0 ? 'wp:common' : `wp:${pair % 100}`;
    const term = (terms.get(focus) ?? 0) + 1;
    terms.set(focus, term);
    await all(`at ${focus}`);
    const answers = await all(`drive ${Date.now() + soonMs}`);
    const winner = answers.findIndex((answer) => (answer as { status: string }).status !== 'held');
    const holder = ids[winner];
    const granted = { status: 'updated', holder, term, others: [] };
    const held = { status: 'held', holder, others: [] };
    expect(answers).toEqual(winner === 0 ? [granted, held] : [held, granted]);
    const claim = runSync(readRoster(rosterOf(home, 'demo'))).claims.get(focus);
    expect(claim).toMatchObject({ holder, term });
    wins[winner] = (wins[winner] ?? 0) + 1;
    await all('stop');
  }
  await Promise.all(children.map(dismiss));
  console.log(
    `claims: of ${pairs} simultaneous pairs ${wins.join(' and ')} won, and the others learned who`,
  );
  expect(wins.reduce((sum, each) => sum + each)).toBe(pairs);
});
