import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { missionctl, shell } from './support/process.ts';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';
import { missingPrograms } from './support/shell-lab.ts';
import { openTerminal } from './support/terminal.ts';

async function joined(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join demo --role developer --as bot');
  await home.ok('join other --role developer');
  return home;
}

const show = `sh -c 'echo "$MISSIONCTL_MISSION/$MISSIONCTL_AS"'`;

describe('exec runs a command', () => {
  test.each([
    ['with the mission in its environment', `exec demo -- ${show}`, {}, 'demo/\n'],
    ['with the alias too', `exec demo --as bot -- ${show}`, {}, 'demo/bot\n'],
    ['with flags before exec', `--as bot --mission demo exec -- ${show}`, {}, 'demo/bot\n'],
    [
      'with the variables replaced',
      `exec demo -- ${show}`,
      { MISSIONCTL_MISSION: 'other' },
      'demo/\n',
    ],
    [
      'with the alias of the environment',
      `exec demo -- ${show}`,
      { MISSIONCTL_AS: 'bot' },
      'demo/bot\n',
    ],
    [
      'with its flags its own',
      `exec demo -- echo --json -- --mission x`,
      {},
      '--json -- --mission x\n',
    ],
    ['with the resolved mission, where none is given', `exec -- ${show}`, {}, 'other/\n'],
    [
      'with that of the environment too',
      `exec -- ${show}`,
      { MISSIONCTL_MISSION: 'demo', MISSIONCTL_AS: 'bot' },
      'demo/bot\n',
    ],
    ['with empty words', `exec demo -- printf '[%s]' '' a ''`, {}, '[][a][]'],
  ])('%s', async (_name, words, environment, stdout) => {
    const { path } = await joined();
    const ran = shell(path, `missionctl ${words}`, environment);
    expect(ran).toEqual({ code: 0, stdout, stderr: '' });
  });

  test('on the streams of the caller', async () => {
    const { path } = await joined();
    const ran = shell(path, `echo typed | missionctl exec demo -- sh -c 'cat; echo oops >&2'`);
    expect(ran).toEqual({ code: 0, stdout: 'typed\n', stderr: 'oops\n' });
  });

  test('and prints nothing of its own under --json', async () => {
    const { path } = await joined();
    const ran = shell(path, `missionctl exec demo --json -- sh -c 'echo theirs; exit 4'`);
    expect(ran).toEqual({ code: 4, stdout: 'theirs\n', stderr: '' });
  });

  test('and switches nothing', async () => {
    const home = await joined();
    const before = home.snapshot();
    expect(shell(home.path, `missionctl exec demo -- ${missionctl} current`).stdout).toBe('demo\n');
    // What it records of its process is no choice of anybody.
    const recorded = ([path]: [string, string]): boolean => path.startsWith('missionctl');
    const after = Object.entries(home.snapshot()).filter((each) => !recorded(each));
    expect(Object.fromEntries(after)).toEqual(before);
  });
});

describe('the exit code', () => {
  test.each([
    ['the greatest', `sh -c 'exit 255'`, 255],
    ['a signal', `sh -c 'kill -TERM $$'`, 143],
    ['SIGKILL', `sh -c 'kill -KILL $$'`, 137],
  ])('of %s is that of the command', async (_name, command, code) => {
    const { path } = await joined();
    const direct = shell(path, command);
    expect(direct.code).toBe(code);
    expect(shell(path, `missionctl exec demo -- ${command}`)).toEqual(direct);
  });
});

describe('exec runs nothing', () => {
  test.each([
    ['exec demo', 2, 'USAGE', 'no command given'],
    ['exec demo --', 2, 'USAGE', 'no command given'],
    ['exec demo echo ran', 2, 'USAGE', 'no command given'],
    ['exec demo other -- echo ran', 2, 'USAGE', 'at most one mission goes before --'],
    ['exec demo --mission other -- echo ran', 2, 'USAGE', 'two missions given'],
    ['exec ../up -- echo ran', 2, 'INVALID_ID', ''],
    ['exec nobody -- echo ran', 3, 'NOT_JOINED', 'not joined to nobody'],
    ['exec other --as bot -- echo ran', 3, 'NOT_JOINED', 'not joined to other as bot'],
    ['exec --as bot -- echo ran', 3, 'NOT_JOINED', 'not joined to other as bot'],
    ['exec demo --as nobody -- echo ran', 3, 'NOT_JOINED', 'not joined to demo as nobody'],
  ])('%s', async (words, code, error, message) => {
    const home = await joined();
    const ran = await home.run(`--json ${words}`);
    expect({ code: ran.code, error: ran.json.error_code }).toEqual({ code, error });
    expect(ran.json.error_message).toContain(message);
  });

  test('where no mission is selected', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    await home.ok('switch --clear');
    const { code, json } = await home.run('exec --json -- echo ran');
    expect({ code, error: json.error_code }).toEqual({ code: 3, error: 'NO_ACTIVE_MISSION' });
  });

  test('without --, and the hint is the line with it', async () => {
    const home = await joined();
    const { stderr } = await home.run('exec demo make test');
    expect(stderr).toContain('next: missionctl exec demo -- make test\n');
  });

  test('when the command is an empty word', async () => {
    const home = await joined();
    expect(await home.run(['exec', 'demo', '--', ''])).toMatchObject({ code: 2, stdout: '' });
  });
});

test.runIf(!missingPrograms().has('script'))(
  'a terminal that is closed ends both, and the exit code is 129',
  async () => {
    const { path } = await joined();
    const shown = join(tempDirectory(), 'shown');
    const script = `trap : HUP; missionctl exec demo -- sh -c 'echo ready; sleep 60'; echo "exit $?" > '${shown}'`;
    const terminal = openTerminal(path, `(${script}); :`);
    await terminal.until(/ready/);
    terminal.hangUp();
    const exit = (): string => (existsSync(shown) ? readFileSync(shown, 'utf8') : '');
    await expect.poll(exit, { timeout: 10_000 }).toBe('exit 129\n');
  },
);
