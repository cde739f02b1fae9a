import { acquireLock } from '@missionctl/atomic-fs';
import { sessionLockPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { lives, type Machine, machine, type Processes } from './support/processes.ts';
import { type TestHome, testHome } from './support/run.ts';

/** Me, a bot whose process has ended, a cat that is alive, and a dog of which nothing is known. */
async function four(): Promise<{ home: TestHome; on: Machine; processes: Processes }> {
  const home = testHome();
  const on = machine();
  await home.ok('join demo --role developer');
  for (const alias of ['bot', 'cat', 'dog']) {
    await home.ok(`join demo --role developer --as ${alias}`);
  }
  const bot = await lives(home, on, 'bot');
  await lives(home, on, 'cat');
  on.end(bot);
  return { home, on, processes: on.seenBy() };
}

async function aliases(home: TestHome): Promise<unknown> {
  const { sessions } = (await home.ok('list')).data as { sessions: readonly { alias: string }[] };
  return sessions.map(({ alias }) => alias);
}

const names = (data: Readonly<Record<string, unknown>>): unknown =>
  (data['pruned'] as readonly { alias: string }[]).map(({ alias }) => alias);

describe('prune', () => {
  test('removes who is proven gone, and says who that was', async () => {
    const { home, processes } = await four();
    const before = home.snapshot();
    const planned = await home.run('prune --dry-run', { processes });
    expect(planned.stdout).toMatch(
      /^demo {3}bot {3}developer {3}wp:X {3}now {3}gone: its process has ended\n$/,
    );
    expect(planned.stderr).toBe('would remove 1 session\n');
    expect(home.snapshot()).toEqual(before);
    expect(await home.run('prune', { processes })).toMatchObject({
      code: 0,
      stdout: planned.stdout,
      stderr: 'removed 1 session\n',
      questions: [],
    });
    expect(await aliases(home)).toEqual([null, 'cat', 'dog']);
    expect(await home.run('prune', { processes })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'removed no sessions\n',
    });
  });

  test('with --older-than asks, and never takes a participant that is alive, or me', async () => {
    const { home, processes } = await four();
    home.pass(40 * 86_400_000);
    const around = { processes, terminal: ['stdin', 'stderr'] } as const;
    const refused = await home.run('prune --older-than 30d', { ...around, answers: ['n'] });
    expect(refused.code).toBe(5);
    expect(refused.questions).toEqual([
      'these are gone: demo as bot\nnothing proves that these have ended: demo as dog\nremove 2 sessions? [y/N] ',
    ]);
    expect(await aliases(home)).toEqual([null, 'bot', 'cat', 'dog']);
    const agreed = await home.run('prune --older-than 30d', { ...around, answers: ['y'] });
    expect(agreed).toMatchObject({ code: 0, stderr: 'removed 2 sessions\n' });
    expect(await aliases(home)).toEqual([null, 'cat']);
  });

  test('with --older-than needs --yes where nobody can be asked', async () => {
    const { home, processes } = await four();
    home.pass(3_600_000);
    const { code, json } = await home.run('prune demo --older-than 1h --json', { processes });
    expect({ code, error: json.error_code, hint: json.hint }).toEqual({
      code: 2,
      error: 'USAGE',
      hint: 'missionctl prune demo --older-than 1h --yes',
    });
    expect(
      names((await home.ok('prune --older-than 2h --yes --dry-run', { processes })).data),
    ).toEqual(['bot']);
    expect(names((await home.ok('prune --older-than 1h --yes', { processes })).data)).toEqual([
      'bot',
      'dog',
    ]);
  });

  test.each(['', '30', 'd', '1w', '-1d', '1.5h', '30 d'])('takes no age of %j', async (age) => {
    const { json } = await testHome().run(['prune', '--older-than', age, '--yes', '--json']);
    expect(json.error_code).toBe('USAGE');
  });

  test('reports whom it could not remove, and removes the others', async () => {
    const { home, on, processes } = await four();
    on.end(await lives(home, on, 'dog'));
    const lock = await acquireLock(sessionLockPath(home.path, { missionId: 'demo', alias: 'bot' }));
    const { code, stdout, stderr } = await home.run('prune', { processes });
    lock.release();
    expect(code).toBe(5);
    expect(stdout).toMatch(/^demo {3}dog /);
    expect(stderr).toMatch(/^error: demo as bot was not removed: /);
    expect(await aliases(home)).toEqual([null, 'bot', 'cat']);
  });
});
