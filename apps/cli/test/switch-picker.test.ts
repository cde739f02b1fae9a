import { describe, expect, test } from 'vitest';
import { missionctl } from './support/process.ts';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';
import { missingPrograms } from './support/shell-lab.ts';
import { keys, openTerminal, type Terminal } from './support/terminal.ts';

const missing = missingPrograms();
/** A sequence that sets a color. */
const color = new RegExp(`${keys.escape}\\[[\\d;]*3\\dm`);
const missions = ['alpha', 'beta', 'gamma', 'gamma-two'];

/**
 * A home with four missions of mine, the last one active, and one in which only an agent is joined.
 */
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
  test('shows my missions, and switches to the one whose name is typed', async () => {
    const home = await joined();
    const terminal = pick(home);
    const asked = await terminal.until(/gamma-two[\s\S]*to select/);
    expect(asked).toContain('Which mission?');
    for (const mission of missions) expect(asked).toContain(mission);
    expect(asked).not.toContain('agents');
    terminal.type('bet');
    await terminal.until(/1 match/);
    terminal.type(keys.enter);
    const shown = await terminal.until(/exit \d+/);
    expect(shown).toContain('beta is now active (was gamma-two)');
    // The question is not data, so stdout holds nothing of it.
    expect(shown).toMatch(/<> exit 0$/);
    expect(active(home)).toBe('beta');
  });

  test('asks on a terminal that reports no size too', async () => {
    const home = await joined();
    const terminal = openTerminal(
      home.path,
      'stty cols 0 rows 0; missionctl switch; echo "exit $?"',
    );
    const asked = await terminal.until(/to select/);
    for (const mission of missions) expect(asked).toContain(mission);
    terminal.type(`bet${keys.enter}`);
    expect(await terminal.until(/exit \d+/)).toContain('beta is now active (was gamma-two)');
  });

  test('begins at the active mission, and arrow keys move', async () => {
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
  ])('on %s changes nothing, and exits with 130', async (_name, key) => {
    const home = await joined();
    const before = home.pointer();
    const terminal = pick(home);
    await terminal.until(/to select/);
    terminal.type(key);
    const shown = await terminal.until(/exit \d+/);
    expect(shown).toMatch(/<> exit 130$/);
    expect(shown).toContain('nothing was changed');
    // The cursor is back.
    expect(shown.lastIndexOf('\u001b[?25h')).toBeGreaterThan(shown.lastIndexOf('\u001b[?25l'));
    expect(home.pointer()).toEqual(before);
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('on %s ends with %i, and restores the terminal', async (signal, code) => {
    const home = await joined();
    const before = home.pointer();
    const asking = `sh -c 'echo "pid $$"; exec ${missionctl} switch'; echo "exit $?"`;
    const terminal = openTerminal(home.path, `${asking}; stty -a; echo over`);
    const [, pid] = /pid (\d+)/.exec(await terminal.until(/to select/)) ?? [];
    process.kill(Number(pid), signal);
    const shown = await terminal.until(/over/);
    // Below what was there before the question.
    expect(shown).toContain('\u001b[?1049lerror: interrupted; nothing was changed\r\n');
    expect(shown).toContain(`exit ${code}`);
    expect(shown.lastIndexOf('\u001b[?25h')).toBeGreaterThan(shown.lastIndexOf('\u001b[?25l'));
    expect(shown).toMatch(/ icanon [\s\S]* echo /);
    expect(home.pointer()).toEqual(before);
  });

  test('on Ctrl-Z restores the terminal and stops, and asks again when it goes on', async () => {
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
    const shown = await terminal.until(/exit \d+/);
    expect(shown).toContain('beta is now active (was gamma-two)');
    expect(shown).toMatch(/exit 0$/);
  });

  test('keeps asking on Enter when nothing matches', async () => {
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

  test('with --dry-run changes nothing', async () => {
    const home = await joined();
    const terminal = pick(home, '--dry-run');
    await terminal.until(/to select/);
    terminal.type('alpha');
    await terminal.until(/1 match/);
    terminal.type(keys.enter);
    expect(await terminal.until(/exit \d+/)).toContain('would switch from gamma-two to alpha');
    expect(active(home)).toBe('gamma-two');
  });

  /** Its stdout is the terminal too: a captured one has no color anyway. */
  async function seen(home: TestHome, words: string, environment = {}): Promise<string> {
    const line = `missionctl switch ${words}; echo "exit $?"`;
    const terminal = openTerminal(home.path, line, { environment });
    const asked = await terminal.until(/to select/);
    terminal.type(keys.enter);
    return `${asked}${await terminal.until(/exit \d+/)}`;
  }

  test('is in color', async () => {
    expect(await seen(await joined(), '')).toMatch(color);
  });

  test.each([
    ['NO_COLOR', '', { NO_COLOR: '1' }],
    ['--no-color', '--no-color', {}],
  ])('under %s has no color', async (_name, words, environment) => {
    expect(await seen(await joined(), words, environment)).not.toMatch(color);
  });

  test.each([
    ['a dumb terminal', '', { TERM: 'dumb' }],
    ['--json', '--json', {}],
    ['an agent', '--as bot', {}],
  ])('for %s prints the list instead', async (_name, words, environment) => {
    const home = await joined();
    const shown = await pick(home, words, environment).until(/exit \d+/);
    expect(shown).toContain('gamma-two');
    expect(shown).not.toContain('Which mission?');
    expect(shown).toMatch(/exit 0$/);
  });
});

describe('switch without a mission, elsewhere', () => {
  test('prints the list', async () => {
    const home = await joined();
    const { stdout } = await home.run('switch');
    expect(stdout).toBe((await home.run('list')).stdout);
  });

  test('prints the list on a terminal too when there is nothing to choose from', async () => {
    const home = testHome(`${tempDirectory()}/home`);
    const { code, stderr } = await home.run('switch', { terminal: ['stdin', 'stdout', 'stderr'] });
    expect(code).toBe(0);
    expect(stderr).toContain('no mission is joined');
  });
});
