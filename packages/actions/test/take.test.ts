import { describe, expect, test } from 'vitest';
import {
  askSync,
  checkSync,
  type Evidence,
  giveSync,
  setDriveSync,
  setFocusSync,
  showClaimsSync,
  showSessionSync,
  statusSync,
  takeSync,
} from '../src/index.ts';
import { fault } from './both-forms.ts';
import { evidence, joined, type TestHome, testHome } from './test-home.ts';

const me = evidence();
const bot = evidence({ flag: 'demo', alias: 'bot' });
const ant = evidence({ flag: 'demo', alias: 'ant' });

/** Everybody is focused on wp:WP01, and the bot drives it. */
function botDrives(): TestHome {
  const home = testHome();
  joined(home, 'demo');
  joined(home, 'demo', { alias: 'bot' });
  joined(home, 'demo', { alias: 'ant' });
  for (const each of [me, bot, ant]) setFocusSync(home, each, 'wp:WP01');
  setDriveSync(home, bot, 'active');
  return home;
}

function termOf(home: TestHome, who: Evidence): number | undefined {
  return showClaimsSync(home, showSessionSync(home, who)).claim?.term;
}

describe('take', () => {
  test('of another focus makes that the focus, in the same step', () => {
    const home = botDrives();
    setFocusSync(home, me, 'wp:WP02');
    setDriveSync(home, me, 'active');
    const taken = takeSync(home, me, 'needed', { focus: 'wp:WP01' });
    expect(taken).toMatchObject({
      status: 'updated',
      session: { focus: 'wp:WP01', driveIntent: 'active' },
      claim: { focus: 'wp:WP01', term: 2, former: { how: 'taken' } },
      predecessor: { alias: 'bot' },
    });
    setFocusSync(home, ant, 'wp:WP02');
    expect(setDriveSync(home, ant, 'active')).toMatchObject({ claim: { term: 2 } });
  });

  test('takes nothing that went over to another since it was seen', () => {
    const home = botDrives();
    const { holder } = setDriveSync(home, me, 'active', { onCollision: 'defer' });
    giveSync(home, bot, 'ant');
    setDriveSync(home, ant, 'active');
    const before = home.snapshot();
    expect(() => takeSync(home, me, 'needed', { seen: holder })).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIM_CHANGED', focus: 'wp:WP01' }),
    );
    expect(home.snapshot()).toEqual(before);
    expect(termOf(home, ant)).toBe(2);
    takeSync(home, me, 'needed');
    expect(termOf(home, me)).toBe(3);
  });

  test.each(['none', 'WP01'])('refuses the focus %s', (focus) => {
    const home = botDrives();
    const code = focus === 'none' ? 'ERR_FOCUS_NEEDED' : 'ERR_INVALID_FOCUS';
    expect(() => takeSync(home, me, 'needed', { focus })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

test('a claim is released by whoever has no focus any more, driving or not', () => {
  const home = botDrives();
  setFocusSync(home, bot, 'none');
  const { claims } = statusSync(home, me);
  expect(claims).toEqual([]);
  setFocusSync(home, bot, 'wp:WP01');
  // Its own record was released: the next term is another one.
  expect(termOf(home, bot)).toBe(2);
});

test('what a holder has to know comes with check, ask and give too', () => {
  const home = botDrives();
  askSync(home, ant);
  const asked = [expect.objectContaining({ kind: 'asked', focus: 'wp:WP01' })];
  expect(checkSync(home, bot).notices).toEqual(asked);
  expect(giveSync(home, bot, 'ant').notices).toEqual(asked);
  takeSync(home, me, 'needed');
  const displaced = [expect.objectContaining({ kind: 'displaced' })];
  expect(checkSync(home, bot)).toMatchObject({ status: 'held', notices: displaced });
  expect(askSync(home, bot)).toMatchObject({ status: 'asked', notices: displaced });
  expect(askSync(home, bot).rivals).toMatchObject([{ alias: null }]);
});

test('a reason is needed, and is a text of at most 200 characters', () => {
  const home = botDrives();
  for (const reason of ['', ' ', 'x'.repeat(201)]) {
    expect(() => takeSync(home, me, reason)).toThrow(fault('ERR_INVALID_ARG_VALUE'));
  }
});
