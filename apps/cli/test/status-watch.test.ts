import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { crowd } from './support/crowd.ts';
import { missionctl, shell } from './support/process.ts';
import { type Envelope, type TestHome, tempDirectory, testHome } from './support/run.ts';
import { missingPrograms } from './support/shell-lab.ts';
import { keys, openTerminal } from './support/terminal.ts';

const missing = missingPrograms();
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const otherScreen = '\u001b[?1049h';
const firstScreen = '\u001b[?1049l';

async function joined(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join demo --role observer --as bot');
  return home;
}

interface Watching {
  readonly line: () => Promise<string>;
  readonly next: () => Promise<Envelope>;
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** `status --watch` with its output in a pipe. */
function watching(home: TestHome, words: string): Watching {
  const { PATH = '' } = process.env;
  const child = spawn('sh', ['-c', `exec ${missionctl} status --watch ${words}`], {
    env: { PATH, MISSIONCTL_HOME: home.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async (): Promise<string> => String((await lines.next()).value);
  return {
    line,
    next: async () => JSON.parse(await line()) as Envelope,
    end: (signal) => {
      child.kill(signal);
      return closed;
    },
  };
}

describe('status --watch --json', () => {
  test('prints one line at first, and one for each change by any participant', async () => {
    const home = await joined();
    const { next, end } = watching(home, '--json');
    const first = await next();
    expect(first).toMatchObject({
      result: 'success',
      mission_id: 'demo',
      resolved_from: 'pointer',
    });
    const around = { context: { processes: () => undefined, clock: Date.now } };
    expect(first.data).toEqual((await home.ok('status', around)).data);
    await home.ok('focus wp:WP01');
    expect((await next()).data).toMatchObject({ session: { focus: 'wp:WP01' } });
    await home.ok('focus wp:WP02 --as bot');
    expect((await next()).data).toMatchObject({ participants: [{}, { focus: 'wp:WP02' }] });
    await home.ok('join demo --role reviewer --as third');
    expect((await next()).data?.['participants']).toHaveLength(3);
    expect(await end('SIGINT')).toBe(130);
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const)('ends on %s with %i, and prints no other line', async (signal, code) => {
    const { next, line, end } = watching(await joined(), '--json');
    await next();
    expect(await end(signal)).toBe(code);
    expect(await line()).toBe('undefined');
  });

  test('prints nothing for other missions, or for a write that changes nothing', async () => {
    const home = await joined();
    const { next } = watching(home, '--json');
    await next();
    await home.ok('join other --role developer');
    await home.ok('focus wp:ELSEWHERE --mission other');
    await home.ok('focus wp:HERE --mission demo');
    expect((await next()).data).toMatchObject({ session: { focus: 'wp:HERE' } });
  });

  test('reports that the session was removed, and goes on when it is back', async () => {
    const home = await joined();
    const { next } = watching(home, '--json');
    await next();
    await home.ok('leave demo --yes');
    expect(await next()).toMatchObject({ result: 'error', error_code: 'NOT_JOINED' });
    await home.ok('join demo --role stakeholder');
    expect((await next()).data).toMatchObject({ session: { role: 'stakeholder' } });
  });

  test('fails at once where status fails', async () => {
    const home = testHome();
    const { code, json } = await home.run('status --watch --json --mission nobody');
    expect({ code, error: json.error_code }).toEqual({ code: 3, error: 'NOT_JOINED' });
  });

  test('no longer shows the source of the mission once that source names another', async () => {
    const home = await joined();
    await home.ok('join other --role developer');
    await home.ok('switch demo');
    const { next } = watching(home, '--json');
    expect(await next()).toMatchObject({ mission_id: 'demo', resolved_from: 'pointer' });
    await home.ok('switch other');
    await home.ok('focus wp:WP01 --mission demo');
    expect(await next()).toMatchObject({ mission_id: 'demo', resolved_from: null });
    await home.ok('switch demo');
    await home.ok('focus wp:WP02');
    expect(await next()).toMatchObject({ mission_id: 'demo', resolved_from: 'pointer' });
  });

  test.runIf(existsSync('/dev/full')).each([
    ['--json', '> /dev/full'],
    ['', '> /dev/full'],
    ['--json', '> /dev/full 2>&1'],
  ])('%s %s fails as every other command does', async (words, where) => {
    const home = await joined();
    const script = (command: string): string => `missionctl ${command} ${words} ${where}`;
    const once = shell(home.path, script('status'));
    expect(once).toMatchObject({ code: 1 });
    expect(shell(home.path, script('status --watch'))).toEqual(once);
  });

  test('ends when its reader is gone', async () => {
    const home = await joined();
    const script = `( missionctl status --watch --json; echo "exit $?" >&2 ) | head -n 1 > /dev/null &
pid=$!
for n in 1 2 3 4 5 6 7 8 9 10; do
  sleep 0.3
  missionctl focus wp:WP$n --quiet
done
wait $pid
sleep 0.5`;
    expect(shell(home.path, script).stderr).toBe('exit 0\n');
  });
});

describe('status --watch without a terminal', () => {
  test('prints the table again at each change', async () => {
    const home = await joined();
    const { line, end } = watching(home, '--quiet');
    const block = async (): Promise<string> => `${await line()}\n${await line()}`;
    expect(await block()).toMatch(/^demo \(pointer\) {3}you {3}developer {3}- .*\n +bot /);
    await home.ok('focus wp:WP01');
    expect(await block()).toMatch(/^demo \(pointer\) {3}you {3}developer {3}wp:WP01 .*\n +bot /);
    expect(await end('SIGINT')).toBe(130);
  });
});

describe.runIf(!missing.has('script'))('status --watch on a terminal', () => {
  test('redraws in place, and ends on Ctrl-C with 130 and the cursor back', async () => {
    const home = await joined();
    const terminal = openTerminal(home.path, 'missionctl status --watch; echo "exit $?"');
    const opening = await terminal.until(/bot +observer.*(now|ago)/);
    expect(opening).toContain(`${otherScreen}${hideCursor}`);
    expect(opening).not.toContain(showCursor);
    await home.ok('focus wp:WP01');
    const redrawn = await terminal.until(/wp:WP01.*\r\n.*bot.*(now|ago)/);
    expect(redrawn).toContain('\u001b[H\u001b[J');
    expect(redrawn).not.toContain(otherScreen);
    terminal.type(keys.interrupt);
    const closing = await terminal.until(/exit \d+/);
    expect(closing).toContain(`${showCursor}${firstScreen}`);
    // Nothing stays on the screen.
    expect(closing.split(firstScreen)[1]).toBe('exit 130');
    expect((await terminal.ended()).code).toBe(0);
  });

  test('stops showing the source of the mission soon after that source names another', async () => {
    const home = await joined();
    const terminal = openTerminal(home.path, 'missionctl status --watch');
    await terminal.until(/demo \(pointer\).*\r\n.*bot/);
    await home.ok('join other --role developer');
    expect(await terminal.until(/demo\S* {3}.*\r\n.*bot/)).not.toContain('(pointer)');
    terminal.type(keys.interrupt);
    expect((await terminal.ended()).shown).not.toContain('(pointer)');
  });

  test('is drawn again when the terminal gets another size, or reports none', async () => {
    const home = testHome();
    await crowd(home, 30);
    const sizes = `for size in '40 12' '0 0'; do read key; stty cols \${size% *} rows \${size#* }; done`;
    const terminal = openTerminal(
      home.path,
      `missionctl status --watch & ${sizes}; read key; kill -TERM $!; wait $!; echo "exit $?"`,
    );
    await terminal.until(/\+7 more/);
    terminal.type('\n');
    expect(await terminal.until(/\+19 more/)).toContain('you ');
    terminal.type('\n');
    expect(await terminal.until(/\+7 more/)).toContain('you ');
    terminal.type('\n');
    expect(await terminal.until(/exit \d+/)).toMatch(/exit 143$/);
  });

  test('on Ctrl-Z leaves the terminal as it was, and draws again when it goes on', async () => {
    const home = await joined();
    const watch = 'missionctl status --watch; echo "stopped $?"; fg; echo "exit $?"';
    const terminal = openTerminal(home.path, `set -m; ${watch}`);
    await terminal.until(/bot +observer.*(now|ago)/);
    terminal.type(keys.suspend);
    const stopped = await terminal.until(/stopped 1\d\d\r\n/);
    expect(stopped).toContain(`${showCursor}${firstScreen}`);
    const again = await terminal.until(/bot +observer.*(now|ago)/);
    expect(again).toContain(`${otherScreen}${hideCursor}`);
    terminal.type(keys.interrupt);
    const closing = await terminal.until(/exit \d+/);
    expect(closing).toContain(`${showCursor}${firstScreen}`);
    expect(closing).toMatch(/exit 130$/);
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const)('ends on %s with %i, and shows the cursor again', async (signal, code) => {
    const home = await joined();
    const line = `${missionctl} status --watch & echo "pid $!"; wait $!; echo "exit $?"`;
    const terminal = openTerminal(home.path, line);
    const opening = await terminal.until(/bot +observer.*(now|ago)/);
    const [, pid] = /pid (\d+)/.exec(opening) ?? [];
    process.kill(Number(pid), signal);
    const closing = await terminal.until(/exit \d+/);
    expect(closing).toContain(`${showCursor}${firstScreen}`);
    expect(closing.split(firstScreen)[1]).toBe(`exit ${code}`);
  });

  /**
   * How a watch ends whose terminal is closed, as its shell reports it; `:` keeps a second shell
   * above it.
   */
  async function hungUp(home: TestHome, trap: string): Promise<() => string> {
    const shown = join(tempDirectory(), 'shown');
    const watch = `trap : HUP; missionctl status --watch; echo "exit $?" > '${shown}'`;
    const terminal = openTerminal(home.path, `${trap} (${watch}); :`);
    await terminal.until(/bot +observer.*(now|ago)/);
    terminal.hangUp();
    return () => (existsSync(shown) ? readFileSync(shown, 'utf8') : '');
  }

  test('ends with 129 when the terminal is closed', async () => {
    const shown = await hungUp(await joined(), '');
    await expect.poll(shown, { timeout: 10_000 }).toBe('exit 129\n');
  });

  test('ends when the terminal is gone and no signal reported it', async () => {
    const home = await joined();
    // The kernel signals the shell alone, and only the end of the shell would signal the others.
    const shown = await hungUp(home, 'trap : HUP;');
    await home.ok('focus wp:WP01');
    await expect.poll(shown, { timeout: 10_000 }).toBe('exit 0\n');
  });

  test('shows an error, and neither ends nor leaves the screen', async () => {
    const home = await joined();
    const terminal = openTerminal(home.path, 'missionctl status --watch');
    await terminal.until(/bot +observer/);
    await home.ok('leave demo --yes');
    const shown = await terminal.until(/next: missionctl join demo --role <role>/);
    expect(shown).toContain('error: ');
    expect(shown).not.toContain(firstScreen);
    terminal.type(keys.interrupt);
    expect((await terminal.ended()).code).toBe(130);
  });
});

describe.runIf(!missing.has('script'))('exec on a terminal', () => {
  test('leaves Ctrl-C to the command, which gets it once, and exits as the command does', async () => {
    const home = await joined();
    const inner = `let n = 0; setInterval(() => {}, 1000); process.on('SIGINT', () => {
  n += 1; console.log('got ' + n); setTimeout(() => process.exit(7), 300);
}); console.log('ready');`;
    const terminal = openTerminal(
      home.path,
      `missionctl exec demo -- '${process.execPath}' -e "$INNER"; echo "exit $?"`,
      { environment: { INNER: inner } },
    );
    await terminal.until(/ready/);
    terminal.type(keys.interrupt);
    expect(await terminal.until(/exit \d+/)).toMatch(/got 1\r\nexit 7$/);
  });

  test('exits with 130 when Ctrl-C ends the command', async () => {
    const home = await joined();
    const terminal = openTerminal(
      home.path,
      `missionctl exec demo -- sh -c 'echo ready; exec sleep 30'; echo "exit $?"`,
    );
    await terminal.until(/ready/);
    terminal.type(keys.interrupt);
    expect(await terminal.until(/exit \d+/)).toMatch(/exit 130$/);
  });
});
