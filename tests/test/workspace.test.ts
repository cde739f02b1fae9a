import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { read, readManifest, root } from './repository.ts';
import { run } from './run-program.ts';
import { temporaryDirectory, temporaryDirectoryOfTest } from './temporary-directory.ts';

const pinned = `npx -y ${readManifest('package.json').packageManager}`;
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

test('.ci/run runs the second command of the README', () => {
  const [, command] = read('README.md').match(/^(npx -y pnpm@\S+ test)$/m) ?? [];
  expect(command).toBe(`${pinned} test`);
  expect(read('.ci/run')).toContain(`exec ${command}\n`);
});

describe('the closing line', () => {
  const { path: directory, remove } = temporaryDirectory();
  afterAll(remove);
  const settings = `{
    globals: true, include: ['*.test.js'], passWithNoTests: false,
    reporters: ['${join(root, 'tools/tally.ts')}'],
  }`;

  async function closingOf(tests: string, ...args: readonly string[]): Promise<unknown> {
    const cwd = mkdtempSync(join(directory, 'run-'));
    writeFileSync(join(cwd, 'vitest.config.mjs'), `export default { test: ${settings} };`);
    writeFileSync(join(cwd, 'some.test.js'), tests);
    const { code, stdout } = await run(process.execPath, [vitest, 'run', ...args], { cwd });
    return { code, line: stdout.trimEnd().split('\n').at(-1) };
  }

  test.concurrent.each([
    [
      'counts what passed and what was skipped',
      `test('a', () => {}); test.skip('b', () => {});`,
      0,
      '1 passed, 0 failed, 1 skipped',
    ],
    [
      'fails with a failing test',
      `test('a', () => { throw new Error(); });`,
      1,
      '0 passed, 1 failed, 0 skipped',
    ],
    [
      'counts a file that cannot be loaded',
      `import './nothing.js';`,
      1,
      '0 passed, 1 failed, 0 skipped',
    ],
    [
      'counts a rejection that nobody handles',
      `test('a', () => void Promise.reject(new Error()));`,
      1,
      '1 passed, 1 failed, 0 skipped',
    ],
    [
      'fails when every test was skipped',
      `test.skip('a', () => {});`,
      1,
      '0 passed, 1 failed, 1 skipped',
    ],
  ] as const)('%s', async (_, tests, code, line) => {
    expect(await closingOf(tests)).toEqual({ code, line });
  });

  const passing = `test('a', () => {});`;

  test.concurrent('fails when no file is chosen', async () => {
    const none = { code: 1, line: '0 passed, 1 failed, 0 skipped' };
    expect(await closingOf(passing, 'no-such-file')).toEqual(none);
  });

  test.concurrent('fails when no test is chosen', async () => {
    const none = { code: 1, line: '0 passed, 1 failed, 1 skipped' };
    expect(await closingOf(passing, '-t', 'no such test')).toEqual(none);
  });

  test('ends a run of this workspace, and a run of nothing in it fails', async () => {
    const args = [vitest, 'run', '--project', 'tests', 'no-such-file'];
    const { code, stdout } = await run(process.execPath, args, { cwd: root });
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed, 0 skipped');
    expect(code).toBe(1);
  });
});

test('a Node that is too old is told so in one sentence', async () => {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' });`;
  const check = `${pretend} require('./tools/check-node.cjs');`;
  const result = await run(process.execPath, ['--eval', check], { cwd: root });
  expect(result).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^missionctl's workspace needs Node 22\.18 .* is 20\.20\.2.*\n$/),
  });
});

test('the tool runs where its caller is, although pnpm runs scripts in the root', async () => {
  const caller = temporaryDirectoryOfTest();
  const preload = join(root, 'tools/caller-directory.ts');
  const flags = [`--import=${preload}`, '--print', 'process.cwd()'];
  const result = await run('node', flags, { cwd: root, env: { INIT_CWD: caller } });
  expect(result).toEqual({ code: 0, stdout: `${caller}\n`, stderr: '' });
  expect(readManifest('package.json').scripts?.['missionctl']).toContain('caller-directory.ts');
});
