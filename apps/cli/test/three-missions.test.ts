import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { missionctl } from './support/process.ts';
import { tempDirectory, testHome } from './support/run.ts';

/** A shell that stays open, as in a terminal, and keeps its variables and directory. */
interface Shell {
  /** Runs a line, and returns what it printed to stdout. */
  readonly type: (line: string) => Promise<string>;
}

const mark = 'a line that no command prints';

function openShell(home: string, directory: string): Shell {
  const { PATH = '' } = process.env;
  const child = spawn('sh', {
    cwd: directory,
    env: { PATH, MISSIONCTL_HOME: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'close');
  });
  child.stdin.write(`missionctl() { ${missionctl} "$@"; }\n`);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const type = async (line: string): Promise<string> => {
    child.stdin.write(`${line}\necho '${mark}'\n`);
    const printed: string[] = [];
    for (;;) {
      const { done, value } = await lines.next();
      if (done === true) throw new Error(`the shell has ended: ${printed.join('\n')}`);
      if (value === mark) return printed.join('\n');
      printed.push(value);
    }
  };
  return { type };
}

test('three missions in two shells and two directories do not switch each other', async () => {
  const root = tempDirectory();
  const home = testHome(join(root, 'home'));
  for (const mission of ['red', 'green', 'blue']) await home.ok(`join ${mission} --role developer`);
  await home.ok('join red --role developer --as bot');
  const [one = '', two = ''] = ['one', 'two'].map((name) => join(root, name));
  for (const directory of [one, two]) mkdirSync(join(directory, 'deep'), { recursive: true });

  const left = openShell(home.path, one);
  const right = openShell(home.path, two);
  await left.type('missionctl pin red --quiet');
  await right.type('missionctl pin green --quiet');
  const current = async () => [
    await left.type('missionctl current'),
    await right.type('missionctl current'),
    await left.type('cd deep; missionctl current; cd ..'),
    await right.type('missionctl exec blue -- sh -c \'echo "$MISSIONCTL_MISSION"\''),
    await left.type(
      'missionctl exec red --as bot -- sh -c \'echo "$MISSIONCTL_MISSION $MISSIONCTL_AS"\'',
    ),
  ];
  const asPinned = ['red', 'green', 'red', 'blue', 'red bot'];
  expect(await current()).toEqual(asPinned);

  // The pointer is switched elsewhere, twice; the pins here keep theirs.
  await left.type('(cd / && missionctl switch blue --quiet)');
  expect(await right.type('cd /; missionctl current; cd - > /dev/null')).toBe('blue');
  expect(await current()).toEqual(asPinned);
  await right.type('(cd / && missionctl switch red --quiet)');
  expect(await current()).toEqual(asPinned);

  // A variable changes one shell, not the other one and not the directory.
  await left.type('export MISSIONCTL_MISSION=blue');
  expect(await left.type('missionctl current')).toBe('blue');
  expect(await right.type(`cd '${one}'; missionctl current; cd '${two}'`)).toBe('red');

  // Each change is in the intended mission, and only there.
  await Promise.all([
    left.type('missionctl focus wp:BLUE --quiet'),
    right.type('missionctl focus wp:GREEN --quiet'),
  ]);
  await left.type('unset MISSIONCTL_MISSION; missionctl focus wp:RED --quiet');
  await right.type(`missionctl exec red --as bot -- ${missionctl} focus wp:BOT --quiet`);
  const focus = (mission: string, alias?: string) => home.session(mission, alias)['focus'];
  expect([focus('red'), focus('green'), focus('blue'), focus('red', 'bot')]).toEqual([
    'wp:RED',
    'wp:GREEN',
    'wp:BLUE',
    'wp:BOT',
  ]);
  expect(home.pointer()['active_mission_id']).toBe('red');
});
