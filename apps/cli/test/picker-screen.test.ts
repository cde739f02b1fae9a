import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';
import { keys } from './support/terminal.ts';
import { type Watching, watchOn } from './support/watching.ts';

const missions = ['alpha', 'beta', 'gamma', 'a-mission-with-a-long-name-that-wraps'];

async function joined(): Promise<TestHome> {
  const home = testHome();
  for (const mission of missions) await home.ok(`join ${mission} --role developer`);
  await home.ok('switch alpha');
  return home;
}

async function asked(home: TestHome, columns = 80, rows = 24): Promise<Watching> {
  const picking = watchOn(home, 'switch', { columns, rows });
  await picking.until(/Which mission/);
  await picking.until(/to select/);
  return picking;
}

const shown = ({ screen }: Watching): readonly string[] =>
  screen.rows().filter((row) => row !== '');

describe('the picker of switch', () => {
  test.each([
    ['Enter', keys.enter, ['alpha is already active']],
    ['Escape', keys.escape, ['error: interrupted; nothing was changed']],
    ['Ctrl-C', keys.interrupt, ['error: interrupted; nothing was changed']],
  ])('leaves no row behind on %s', async (_name, key, left) => {
    const picking = await asked(await joined());
    expect(picking.screen.isAlternate()).toBe(true);
    picking.type(key);
    await picking.ended;
    expect(shown(picking)).toEqual(left);
    expect(picking.screen.isAlternate()).toBe(false);
    expect(picking.screen.isCursorShown()).toBe(true);
  });

  test('leaves no row behind on SIGTERM', async () => {
    const picking = await asked(await joined());
    picking.end('SIGTERM');
    expect((await picking.ended).code).toBe(143);
    expect(shown(picking)).toEqual(['error: interrupted; nothing was changed']);
  });

  test.each([
    [80, 24],
    [40, 12],
    [30, 12],
    [200, 50],
  ])(
    'is drawn once, the same mission highlighted, when resized to %i by %i',
    async (columns, rows) => {
      const home = await joined();
      const picking = await asked(home, 60, 20);
      picking.type(keys.down);
      await picking.until(/● beta/);
      picking.resize({ columns, rows });
      const fresh = await asked(home, columns, rows);
      fresh.type(keys.down);
      await fresh.until(/● beta/);
      expect(shown(picking)).toEqual(shown(fresh));
      picking.type(keys.enter);
      expect((await picking.ended).code).toBe(0);
      expect(shown(picking)).toEqual(['beta is now active (was alpha)']);
      fresh.end('SIGTERM');
      await fresh.ended;
    },
  );

  test('is drawn whole when resized while nothing matches', async () => {
    const picking = await asked(await joined());
    picking.type('zzz');
    await picking.until(/0 matches/);
    const before = shown(picking);
    picking.resize({ columns: 70, rows: 20 });
    expect(shown(picking)).toEqual(before);
    picking.end('SIGTERM');
    await picking.ended;
  });
});
