import { describe, expect, test } from 'vitest';
import { missionctl } from './support/process.ts';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';
import { missingPrograms } from './support/shell-lab.ts';
import { keys, openTerminal, type Terminal } from './support/terminal.ts';

const missing = missingPrograms();
/** A sequence that sets a colour. */
const colour = new RegExp(`${keys.escape}\\[[\\d;]*3\\dm`);
const missions = ['alpha', 'beta', 'gamma', 'gamma-two'];

/** A home with four missions of mine, the last one active, and one in which only an agent is. */
async function joined(): Promise<TestHome> {
  const home = testHome();
  for (const mission of missions) await home.ok(`join ${mission} --role developer`);
  await home.ok('join agents --role developer --as bot');
  return home;
}

function pick(home: TestHome, words = '', environment = {}): Terminal {
  const line = `out=$(missionctl switch ${words}); code=$?; echo "<$out> exit $code"`;
  return openTerminal(home.path, line, { environment });
}

const active = (home: TestHome): unknown => home.pointer()['active_mission_id'];

describe.runIf(!missing.has('script'))('switch without a mission, on a terminal', () => {
  test('shows my missions, and switches to the one that is chosen by typing', async () => {
    const home = await joined();
    const terminal = pick(home);
    const asked = await terminal.until(/gamma-two[\s\S]*to select/);
    expect(asked).toContain('Which mission?');
    for (const mission of missions) expect(asked).toContain(mission);
    expect(asked).not.toContain('agents');
    terminal.type('bet');
    await terminal.until(/1 match/);
    terminal.type(keys.enter);
    const told = await terminal.until(/exit \d+/);
    expect(told).toContain('beta is now active (was gamma-two)');
    // The question is no data: nothing of it reaches stdout.
    expect(told).toMatch(/<> exit 0$/);
    expect(active(home)).toBe('beta');
  });

  test('begins at the active one, and arrows move', async () => {
    const home = await joined();
    await home.ok('switch beta');
    const terminal = pick(home);
    await terminal.until(/to select/);
    terminal.type(keys.down);
    await terminal.until(/gamma/);
    terminal.type(keys.enter);
    expect(await terminal.until(/exit \d+/)).toContain('gamma is now active (was beta)');
  });

  test.each([
    ['Escape', keys.escape],
    ['Ctrl-C', keys.interrupt],
    ['Ctrl-D', keys.endOfInput],
    ['Ctrl-D after a word', `bet${keys.endOfInput}`],
  ])('%s leaves everything as it was, and exits with 130', async (_name, key) => {
    const home = await joined();
    const before = home.pointer();
    const terminal = pick(home);
    await terminal.until(/to select/);
    terminal.type(key);
    const told = await terminal.until(/exit \d+/);
    expect(told).toMatch(/<> exit 130$/);
    expect(told).toContain('nothing was changed');
    // The cursor is back.
    expect(told.lastIndexOf('\u001b[?25h')).toBeGreaterThan(told.lastIndexOf('\u001b[?25l'));
    expect(home.pointer()).toEqual(before);
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends it with %i, and gives the terminal back', async (signal, code) => {
    const home = await joined();
    const before = home.pointer();
    const asking = `sh -c 'echo "pid $$"; exec ${missionctl} switch'; echo "exit $?"`;
    const terminal = openTerminal(home.path, `${asking}; stty -a; echo over`);
    const [, pid] = /pid (\d+)/.exec(await terminal.until(/to select/)) ?? [];
    process.kill(Number(pid), signal);
    const told = await terminal.until(/over/);
    // On a line of its own, below the question.
    expect(told.replace('\u001b[?25h', '')).toContain(
      '\nerror: interrupted; nothing was changed\r\n',
    );
    expect(told).toContain(`exit ${code}`);
    expect(told.lastIndexOf('\u001b[?25h')).toBeGreaterThan(told.lastIndexOf('\u001b[?25l'));
    expect(told).toMatch(/ icanon [\s\S]* echo /);
    expect(home.pointer()).toEqual(before);
  });

  test('Ctrl-Z stops it with the terminal given back, and going on asks again', async () => {
    const home = await joined();
    const asking = 'missionctl switch; echo "stopped $?"; stty -a; echo over';
    const terminal = openTerminal(home.path, `set -m; ${asking}; fg; echo "exit $?"`);
    await terminal.until(/to select/);
    terminal.type(keys.suspend);
    const stopped = await terminal.until(/over\r\n/);
    expect(stopped).toMatch(/stopped 1\d\d\r\n/);
    expect(stopped.lastIndexOf('\u001b[?25h')).toBeGreaterThan(stopped.lastIndexOf('\u001b[?25l'));
    expect(stopped).toMatch(/ icanon [\s\S]* echo /);
    await terminal.until(/Which mission\?[\s\S]*to select/);
    terminal.type('bet');
    await terminal.until(/1 match/);
    terminal.type(keys.enter);
    const told = await terminal.until(/exit \d+/);
    expect(told).toContain('beta is now active (was gamma-two)');
    expect(told).toMatch(/exit 0$/);
  });

  test('Enter where nothing matches asks on', async () => {
    const home = await joined();
    const terminal = pick(home);
    await terminal.until(/to select/);
    terminal.type('zzz');
    await terminal.until(/0 matches/);
    terminal.type(keys.enter);
    await terminal.until(/no mission of yours matches/);
    terminal.type('\u007f\u007f\u007fbet');
    await terminal.until(/1 match/);
    terminal.type(keys.enter);
    expect(await terminal.until(/exit \d+/)).toContain('beta is now active (was gamma-two)');
  });

  test('with --dry-run only tells', async () => {
    const home = await joined();
    const terminal = pick(home, '--dry-run');
    await terminal.until(/to select/);
    terminal.type('alpha');
    await terminal.until(/1 match/);
    terminal.type(keys.enter);
    expect(await terminal.until(/exit \d+/)).toContain('would switch from gamma-two to alpha');
    expect(active(home)).toBe('gamma-two');
  });

  /** Its stdout is the terminal too: where it is captured, nothing is coloured anyway. */
  async function seen(home: TestHome, words: string, environment = {}): Promise<string> {
    const line = `missionctl switch ${words}; echo "exit $?"`;
    const terminal = openTerminal(home.path, line, { environment });
    const asked = await terminal.until(/to select/);
    terminal.type(keys.enter);
    return `${asked}${await terminal.until(/exit \d+/)}`;
  }

  test('is in colour', async () => {
    expect(await seen(await joined(), '')).toMatch(colour);
  });

  test.each([
    ['NO_COLOR', '', { NO_COLOR: '1' }],
    ['--no-color', '--no-color', {}],
  ])('under %s it is without colour', async (_name, words, environment) => {
    expect(await seen(await joined(), words, environment)).not.toMatch(colour);
  });

  test.each([
    ['a dumb terminal', '', { TERM: 'dumb' }],
    ['--json', '--json', {}],
    ['an agent', '--as bot', {}],
  ])('for %s there is the list instead', async (_name, words, environment) => {
    const home = await joined();
    const told = await pick(home, words, environment).until(/exit \d+/);
    expect(told).toContain('gamma-two');
    expect(told).not.toContain('Which mission?');
    expect(told).toMatch(/exit 0$/);
  });
});

describe('switch without a mission, elsewhere', () => {
  test('is the list', async () => {
    const home = await joined();
    const { stdout } = await home.run('switch');
    expect(stdout).toBe((await home.run('list')).stdout);
  });

  test('on a terminal too when there is nothing to choose from', async () => {
    const home = testHome(`${tempDirectory()}/home`);
    const { code, stderr } = await home.run('switch', { terminal: ['stdin', 'stdout', 'stderr'] });
    expect(code).toBe(0);
    expect(stderr).toContain('no mission is joined');
  });
});
