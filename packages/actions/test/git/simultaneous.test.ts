import { times } from '@missionctl/test-support/times';
import { expect, test } from 'vitest';
import { teamOfTest } from '../../../roster-git/test/opened.ts';
import { setDrive, setFocus, type WorkOutcome } from '../../src/index.ts';
import { gitPair } from './git-homes.ts';

const pairs = times(8, 300);

/** What became of two who drove the same at the same moment. */
function ending([one, other]: readonly [WorkOutcome, WorkOutcome]): string {
  const isUnshared = [one, other].some(({ warnings }) => warnings.length > 0);
  const holders = [one, other].filter(({ claim }) => claim !== undefined);
  const [winner, loser] = one.claim === undefined ? [other, one] : [one, other];
  if (isUnshared) return 'not shared';
  if (holders.length !== 1) return holders.length === 0 ? 'nobody holds it' : 'blind';
  const isSeen =
    loser.status === 'held' && loser.holder?.participantId === winner.session.participantId;
  if (!isSeen || loser.session.driveIntent === 'active') return 'nobody is held back';
  return winner === one ? 'one' : 'other';
}

test('of two homes that drive one focus at the same moment one holds it, and the other is held back and sees who does', {
  tags: ['slow'],
}, async () => {
  const [one, other] = gitPair(teamOfTest());
  const homes = [one, other] as const;
  const each = async (act: (home: (typeof homes)[number]) => Promise<WorkOutcome>) => {
    const [first, second] = await Promise.all([act(one), act(other)]);
    return [first, second] as const;
  };
  const endings: string[] = [];
  const began = performance.now();
  let atOnceMs = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    await each((home) => setFocus(home, home.me, `wp:${pair % 20}`));
    const before = performance.now();
    endings.push(ending(await each((home) => setDrive(home, home.me, 'active'))));
    atOnceMs += performance.now() - before;
    await each((home) => setDrive(home, home.me, 'inactive'));
  }
  const won = ['one', 'other'].map((who) => endings.filter((each) => each === who).length);
  console.log(
    `missionctl: of ${pairs} simultaneous pairs of two homes on git ${won.join(' and ')} won, in ${Math.round(atOnceMs / pairs)} ms each (${Math.round((performance.now() - began) / 1000)} s with all around)`,
  );
  expect(endings.filter((each) => each !== 'one' && each !== 'other')).toEqual([]);
});
