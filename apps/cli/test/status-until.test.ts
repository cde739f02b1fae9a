import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Context } from '../src/context/context.ts';
import { lives, machine } from './support/processes.ts';
import {
  type Envelope,
  type Ran,
  type Surroundings,
  type TestHome,
  testHome,
} from './support/run.ts';
import { watchOn } from './support/watching.ts';

/** A watch without a terminal, in this process. */
interface Watch {
  /** Waits until so many lines are printed. */
  readonly lines: (count: number) => Promise<readonly string[]>;
  readonly timeIsOver: () => void;
  readonly ended: Promise<Ran>;
}

function watch(home: TestHome, words: string, around: Surroundings = {}): Watch {
  let printed = '';
  const time = new AbortController();
  const context: Partial<Context> = {
    write: (stream, text) => {
      if (stream === 'stdout') printed += text;
      return true;
    },
    sleep: () =>
      new Promise((resolve) => {
        time.signal.addEventListener('abort', () => resolve());
      }),
    ...around.context,
  };
  const lines = (): readonly string[] => printed.split('\n').slice(0, -1);
  return {
    lines: async (count) => {
      while (lines().length < count) await setImmediate();
      return lines();
    },
    timeIsOver: () => time.abort(),
    ended: home.run(`status --watch ${words}`, { ...around, context }),
  };
}

const parsed = (lines: readonly string[]): readonly Envelope[] =>
  lines.map((line) => JSON.parse(line) as Envelope);

async function joined(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join demo --role observer --as bot');
  return home;
}

describe('status --watch --until change', () => {
  test('ends with 0 at the first change, which is its last line', async () => {
    const home = await joined();
    const watching = watch(home, '--until change --json');
    await watching.lines(1);
    await home.ok('focus wp:WP01 --as bot');
    expect((await watching.ended).code).toBe(0);
    expect(parsed(await watching.lines(2))).toMatchObject([
      { result: 'success', data: { participants: [{}, { focus: null }] } },
      { result: 'success', data: { participants: [{}, { focus: 'wp:WP01' }] } },
    ]);
  });

  test('takes no other source of the mission, and no write that changes nothing, for a change', async () => {
    const home = await joined();
    await home.ok('join other --role developer');
    await home.ok('switch demo');
    const watching = watch(home, '--until change --json');
    await watching.lines(1);
    await home.ok('switch other');
    home.write(home.sessionPath('demo'), home.read(home.sessionPath('demo')));
    await home.ok('focus wp:WP02 --mission demo');
    expect((await watching.ended).code).toBe(0);
    const lines = parsed(await watching.lines(2));
    expect(lines.at(-1)?.data).toMatchObject({ session: { focus: 'wp:WP02' } });
  });

  test('takes the end of my session for a change', async () => {
    const home = await joined();
    const watching = watch(home, '--until change --json');
    await watching.lines(1);
    await home.ok('leave --yes');
    expect((await watching.ended).code).toBe(0);
    expect(parsed(await watching.lines(2)).at(-1)).toMatchObject({ error_code: 'NOT_JOINED' });
  });

  test('ends with 5 and TIMEOUT, retryable, when the time is over', async () => {
    const home = await joined();
    const watching = watch(home, '--until change --timeout 30 --json');
    await watching.lines(1);
    watching.timeIsOver();
    expect((await watching.ended).code).toBe(5);
    expect(parsed(await watching.lines(2)).at(-1)).toMatchObject({
      error_code: 'TIMEOUT',
      error_message: 'no change in demo after 30 s',
      retryable: true,
      details: { mission_id: 'demo', until: 'change', timeout_s: 30 },
    });
  });

  test('on a terminal leaves the changed status there, and nothing else', async () => {
    const home = await joined();
    const watching = watchOn(home, 'status --watch --until change', { columns: 80, rows: 10 });
    await watching.until(/bot .*observer/);
    await home.ok('focus wp:WP01');
    expect((await watching.ended).code).toBe(0);
    const { screen } = watching;
    expect(screen.isAlternate()).toBe(false);
    expect(screen.rows().filter((row) => row !== '')).toEqual([
      'MISSION          WHO   ROLE        FOCUS     DRIVE   ACTIVITY   ALIVE',
      'demo (pointer)   you   developer   wp:WP01   -       now',
      '                 bot   observer    -         -       now        unknown',
    ]);
  });
});

describe('status --watch --until gone', () => {
  test('ends when every other participant has ended or left', async () => {
    const home = await joined();
    const on = machine();
    await home.ok('join demo --role observer --as cat');
    const bot = await lives(home, on, 'bot');
    const watching = watch(home, '--until gone --json', { processes: on.seenBy() });
    await watching.lines(1);
    await home.ok('leave --as cat --yes');
    await watching.lines(2);
    on.end(bot);
    expect((await watching.ended).code).toBe(0);
    expect(parsed(await watching.lines(3)).at(-1)?.data).toMatchObject({
      participants: [{ alias: null }, { alias: 'bot', verdict: 'gone' }],
    });
  });

  test('ends at once where nobody else is here, and not by age', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    expect((await watch(home, '--until gone').ended).code).toBe(0);
    await home.ok('join demo --role observer --as bot');
    home.pass(30 * 86_400_000);
    const watching = watch(home, '--until gone --timeout 30 --json');
    await watching.lines(1);
    watching.timeIsOver();
    expect((await watching.ended).code).toBe(5);
    expect(parsed(await watching.lines(2)).at(-1)).toMatchObject({
      error_message: 'others are still here in demo after 30 s',
    });
  });
});

describe('status --watch --until free', () => {
  test('ends at once where nobody else drives my focus', async () => {
    const home = await joined();
    await home.ok('focus wp:X');
    expect((await watch(home, '--until free').ended).code).toBe(0);
  });

  test.each([
    ['there is no focus', 'status'],
    ['my role may not drive it', 'focus wp:X --as bot'],
  ])('is wrong usage where %s', async (_name, before) => {
    const home = await joined();
    await home.ok(before);
    const { code, json } = await home.run('status --watch --until free --as bot --json');
    expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'USAGE' });
  });
});

test('a participant that starts to watch, or whose process ends, is a change', async () => {
  const home = await joined();
  const on = machine();
  const mine = watch(home, '--until change --json', { processes: on.seenBy() });
  await mine.lines(1);
  const self = on.start();
  const bots = watch(home, '--as bot --timeout 30', { processes: on.seenBy({ self }) });
  expect((await mine.ended).code).toBe(0);
  expect(parsed(await mine.lines(2))[1]?.data).toMatchObject({
    participants: [{}, { verdict: 'here' }],
  });
  bots.timeIsOver();
  await bots.ended;
  const after = watch(home, '--until change --json', { processes: on.seenBy() });
  await after.lines(1);
  on.end(self);
  expect((await after.ended).code).toBe(0);
  expect(parsed(await after.lines(2))[1]?.data).toMatchObject({
    participants: [{}, { verdict: 'unknown' }],
  });
});

test('a watch that others cannot see goes on, with a warning', async () => {
  const home = await joined();
  const on = machine();
  // Where the directory of the rosters would be made.
  home.write(join(home.path, 'missionctl'), '');
  const processes = on.seenBy({ self: on.start() });
  const watching = watch(home, '--until change --json', { processes });
  const [first] = parsed(await watching.lines(1));
  expect(first?.warnings?.map(({ code }) => code)).toContain('PRESENCE_NOT_RECORDED');
  await home.ok('focus wp:WP01');
  expect((await watching.ended).code).toBe(0);
});

test('status --watch --timeout ends with TIMEOUT whatever has changed', async () => {
  const home = await joined();
  const watching = watch(home, '--timeout 0.5 --json');
  await watching.lines(1);
  await home.ok('focus wp:WP01');
  await watching.lines(2);
  watching.timeIsOver();
  expect((await watching.ended).code).toBe(5);
  expect(parsed(await watching.lines(3)).at(-1)).toMatchObject({
    error_code: 'TIMEOUT',
    details: { until: null, timeout_s: 0.5 },
  });
});

test.each([['--until'], ['--timeout']])(
  'an empty %s is wrong usage, not left out',
  async (flag) => {
    const home = await joined();
    for (const words of [
      ['status', flag, ''],
      ['status', '--watch', flag, ''],
    ]) {
      expect((await home.run([...words, '--json'])).json.error_code).toBe('USAGE');
    }
  },
);
