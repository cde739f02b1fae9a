import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mountingCommand } from '@missionctl/test-support/mounting-command';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { expect, onTestFinished, test } from 'vitest';
import { filesMatching, read, root } from './repository.ts';
import { type ProgramResult, run } from './run-program.ts';

const directory = join(root, 'examples');
const source = '--conditions=missionctl-source';

function example(name: string, ...args: readonly string[]): Promise<ProgramResult> {
  return run(process.execPath, [source, join(directory, name), ...args], { cwd: root });
}

test.each(filesMatching('examples/*.ts'))('%s has at most 30 lines, and is listed', (path) => {
  expect(read(path).trimEnd().split('\n').length).toBeLessThanOrEqual(30);
  const name = path.replace('examples/', '');
  expect(read('examples/README.md')).toContain(`[${name}](${name})`);
});

test('bot.ts joins a mission, works in it and leaves', async () => {
  const home = join(temporaryDirectory(onTestFinished), 'home');
  const lines = ['joined', 'works on wp:WP01', 'works on wp:WP02', 'here: bot', ''];
  const expected = { code: 0, stdout: lines.join('\n'), stderr: '' };
  expect(await example('bot.ts', home, 'demo')).toEqual(expected);
  expect(existsSync(join(home, 'missions', 'demo', 'as', 'bot', 'session.json'))).toBe(false);
  const ledger = () => readFileSync(join(home, 'issuer', 'demo.json'), 'utf8');
  const issued = ledger();
  expect(await example('bot.ts', home, 'demo')).toEqual(expected);
  expect(ledger()).toBe(issued);
});

test('settings.ts loses none of 50 writers at once', async () => {
  const path = join(temporaryDirectory(onTestFinished), 'settings.json');
  const writers = Array.from({ length: 50 }, (_, each) => `user-${each % 5}`);
  const ends = await Promise.all(writers.map((user) => example('settings.ts', path, user)));
  expect(ends.filter(({ code, stderr }) => code !== 0 || stderr !== '')).toEqual([]);
  const { starts, users } = JSON.parse(readFileSync(path, 'utf8'));
  expect(starts).toBe(50);
  expect(users.toSorted()).toEqual([...new Set(writers)].toSorted());
});

const mounting = mountingCommand();

test.skipIf(mounting === undefined)(
  'settings.ts leaves the file as it is on a full disk, and writes it once there is room',
  async () => {
    const disk = join(temporaryDirectory(onTestFinished), 'disk');
    mkdirSync(disk, { mode: 0o700 });
    const program = `"${process.execPath}" ${source} "${join(directory, 'settings.ts')}"`;
    const script = `mount -t tmpfs -o mode=700,size=64k tmpfs "${disk}" && cd "${disk}" || exit
      start() { ${program} "$PWD/settings.json" me; echo "exit $?"; }
      start
      before=$(cat settings.json)
      dd if=/dev/zero of=filler bs=4096 2>/dev/null
      start 2>/dev/null
      test "$(cat settings.json)" = "$before" && ls && rm filler
      start`;
    const words = [...(mounting ?? '').split(' '), 'sh', '-c', script];
    const { stdout } = await run(words[0] ?? '', words.slice(1), { cwd: root });
    const full = ['1 starts', 'exit 1', 'filler', 'settings.json', 'settings.json.lck'];
    expect(stdout.trimEnd().split('\n')).toEqual([
      '1 starts',
      'exit 0',
      ...full,
      '2 starts',
      'exit 0',
    ]);
  },
);
