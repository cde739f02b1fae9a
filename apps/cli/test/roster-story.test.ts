import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { missionctl } from './support/process.ts';
import { type Surroundings, type TestHome, testHome } from './support/run.ts';

/** A process with its output in a pipe, which ends with the test. */
interface Running {
  readonly line: () => Promise<string>;
  readonly type: (line: string) => void;
  readonly kill: () => Promise<void>;
  readonly ended: Promise<number | null>;
}

function start(home: TestHome, command: string, before = ''): Running {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn('sh', ['-c', `${before} exec ${missionctl} ${command}`], {
    env: { PATH, NODE_COMPILE_CACHE, MISSIONCTL_HOME: home.path, CTL: missionctl },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    // A program of it may hold its streams open.
    await exited;
  };
  onTestFinished(kill);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    line: async () => String((await lines.next()).value),
    type: (line) => void child.stdin.write(`${line}\n`),
    kill,
    ended,
  };
}

/** Ends a process; one that has ended already is left alone. */
function kill(pid = Number.NaN): void {
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** The command in this process, with the real processes around it. */
const real: Surroundings = { context: { processes: () => undefined } };

/** Me in `demo`, and a bot that drives `wp:X` inside a shell of its own. */
async function botDrives(): Promise<{ home: TestHome; bot: Running }> {
  const home = testHome();
  await home.ok('join demo --role developer', real);
  await home.ok('join demo --role developer --as bot', real);
  const inside = 'while read -r words; do eval "$CTL $words --quiet"; echo "exit $?"; done';
  const bot = start(home, `exec demo --as bot -- sh -c '${inside}'`);
  for (const words of ['focus wp:X', 'drive active']) {
    bot.type(words);
    expect(await bot.line()).toBe('exit 0');
  }
  await home.ok('focus wp:X', real);
  return { home, bot };
}

// Elsewhere nothing proves that a process has ended.
describe.runIf(existsSync('/proc/self/stat'))('a bot that works inside of exec', () => {
  test('is gone when its shell was killed, and what it drove is free for the next one', async () => {
    const { home, bot } = await botDrives();
    expect((await home.ok('status', real)).data).toMatchObject({
      participants: [{}, { verdict: 'here', claim: { focus: 'wp:X', term: 1 } }],
    });
    await bot.kill();
    expect((await home.ok('status', real)).data['participants']).toMatchObject([
      {},
      { verdict: 'gone' },
    ]);
    await home.ok('drive active', real);
    const { claims } = (await home.ok('status', real)).data;
    expect(claims).toMatchObject([{ focus: 'wp:X', term: 2, former: { term: 1, how: 'gone' } }]);
  });

  test('wakes who waits for its focus when it stops, and when it is killed', async () => {
    const { home, bot } = await botDrives();
    const waiting = start(home, 'status --watch --until free --json');
    await waiting.line();
    bot.type('drive inactive');
    expect(await waiting.ended).toBe(0);
    await bot.line();
    bot.type('drive active');
    expect(await bot.line()).toBe('exit 0');
    const again = start(home, 'status --watch --until free --json');
    await again.line();
    await bot.kill();
    expect(await again.ended).toBe(0);
  });

  test('lives in the program where missionctl stays beside it, whatever becomes of missionctl', async () => {
    const home = testHome();
    await home.ok('join demo --role developer --as bot', real);
    const inside =
      'eval "$CTL focus wp:X --quiet && $CTL drive active --quiet"; echo "$? $$"; exec sleep 60';
    // A descriptor that would be lost keeps missionctl from becoming the program.
    const bot = start(home, `exec demo --as bot -- sh -c '${inside}'`, 'exec 9</dev/null;');
    const [code, program] = (await bot.line()).split(' ').map(Number);
    onTestFinished(() => kill(program));
    expect(code).toBe(0);
    const verdictNow = async (): Promise<unknown> => {
      const { data } = await home.ok('list demo --as bot --here', real);
      return data['sessions'];
    };
    expect(await verdictNow()).toMatchObject([{ verdict: 'here', drive_intent: 'active' }]);
    await bot.kill();
    expect(await verdictNow()).toMatchObject([{ verdict: 'here' }]);
    kill(program);
    await expect.poll(verdictNow).toEqual([]);
    const gone = await home.ok('list demo --as bot --gone', real);
    expect(gone.data['sessions']).toMatchObject([{ verdict: 'gone' }]);
  });

  test('is not gone by the end of a program in which it did nothing', async () => {
    const home = testHome();
    await home.ok('join demo --role developer --as bot', real);
    expect(await start(home, 'exec demo --as bot -- true').ended).toBe(0);
    const { data } = await home.ok('status demo', real);
    expect(data['participants']).toMatchObject([{ verdict: 'unknown' }]);
  });
});
