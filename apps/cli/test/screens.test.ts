import { describe, expect, test } from 'vitest';
import type { TerminalSize } from '../src/context/context.ts';
import { displayWidth } from '../src/output/display-width.ts';
import { crowd } from './support/crowd.ts';
import { testHome } from './support/run.ts';
import { createScreen } from './support/screen.ts';
import { watchOn } from './support/watching.ts';

const sizes: readonly TerminalSize[] = [
  { columns: 40, rows: 12 },
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
];

const file = (what: string, people: number, { columns, rows }: TerminalSize): string =>
  `./screens/${what}-of-${people}-on-${columns}x${rows}.txt`;

// Each picture is a file beside this one; `vitest run --project cli screens -u` draws them again.
describe.each([31, 1000])('of %i participants', (people) => {
  test('list is as in its pictures, and no line is wider than the terminal', async () => {
    const home = testHome();
    await crowd(home, people - 1);
    for (const size of sizes) {
      const screen = createScreen(size);
      const { stdout } = await home.run('list --no-color', { terminal: ['stdout'], size });
      screen.write(stdout);
      await expect(screen.picture()).toMatchFileSnapshot(file('list', people, size));
      const lines = stdout.split('\n');
      expect(lines).toHaveLength(people + 2);
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(size.columns);
    }
  });

  test('status --all is as in its pictures, and no more than the terminal shows', async () => {
    const home = testHome();
    await crowd(home, people - 1);
    for (const size of sizes) {
      const screen = createScreen(size);
      const { stdout } = await home.run('status --all --no-color', { terminal: ['stdout'], size });
      screen.write(stdout);
      await expect(screen.picture()).toMatchFileSnapshot(file('all', people, size));
      const lines = stdout.trimEnd().split('\n');
      expect(lines.length).toBeLessThan(size.rows);
      expect(screen.rows()[0]).toContain('MISSION');
    }
  });

  test('status --watch is as in its pictures at each size that the terminal gets, with my row', async () => {
    const home = testHome();
    await crowd(home, people - 1);
    const watching = watchOn(home, 'status --watch', { columns: 20, rows: 1 });
    await watching.until(/^you /);
    for (const size of sizes) {
      watching.resize(size);
      await expect(watching.screen.picture()).toMatchFileSnapshot(file('watch', people, size));
    }
    watching.end('SIGTERM');
    expect((await watching.ended).code).toBe(143);
  });
});

test('what is piped, and JSON, has every id in full', async () => {
  const home = testHome();
  await crowd(home, 30);
  const lines = (await home.run('list')).stdout.trimEnd().split('\n');
  const { data } = await home.ok('list', { terminal: ['stdout'], size: { columns: 40, rows: 12 } });
  const sessions = data['sessions'] as readonly { alias: string | null; focus: string | null }[];
  expect([lines.length, sessions.length]).toEqual([31, 31]);
  for (const [at, { alias, focus }] of sessions.entries()) {
    expect(lines[at]).toContain(` ${alias ?? 'you'} `);
    expect(lines[at]).toContain(` ${focus ?? '-'} `);
  }
});

test('however small the screen, and however much there is to say, my row is on it', async () => {
  const home = testHome();
  await crowd(home, 5);
  home.edit('demo', { role: 'boss', participant_id: 'nobody', focus: 'nonsense' });
  const watching = watchOn(home, 'status --watch', { columns: 80, rows: 24 });
  await watching.until(/^error: the role/);
  for (const rows of [1, 2, 3, 4, 5, 8, 24]) {
    for (const columns of [16, 40, 120]) {
      watching.resize({ columns, rows });
      const mine = watching.screen.rows().filter((row) => /^(demo \S+ +)?you /.test(row));
      expect(mine, watching.screen.picture()).toHaveLength(1);
    }
  }
  watching.resize({ columns: 50, rows: 12 });
  await expect(watching.screen.picture()).toMatchFileSnapshot(
    './screens/watch-invalid-on-50x12.txt',
  );
  watching.end('SIGINT');
  await watching.ended;
});
