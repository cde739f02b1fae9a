import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { sharedDirectory } from '@missionctl/test-support/temporary-home';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { compilerOf, type Modules, newestCompiler } from './compilers.ts';
import { definitionsIn } from './definitions.ts';
import { anchorsOf, fencesIn, linksOf } from './markdown.ts';
import { isThere, publishedPackages, readManifest, root } from './repository.ts';
import { run } from './run-program.ts';
import { unpackAll } from './tarballs.ts';

const packages = publishedPackages();
const libraries = packages.filter(({ name }) => name.startsWith('@missionctl/'));
const { homepage } = readManifest('package.json');
const consumer = sharedDirectory();

// Compilers that take seconds take minutes on a machine with too much to do.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

beforeAll(async () => {
  cpSync(join(root, 'tests/consumer'), consumer, { recursive: true });
  writeFileSync(join(consumer, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(consumer, 'tsconfig.json'), '{ "compilerOptions": { "module": "nodenext" } }');
  await unpackAll(consumer);
});

function unpacked(name: string): string {
  return join(consumer, 'node_modules', name);
}

/** The oldest that can read the types, the last one of each line, and the current one. */
describe.each([
  { version: '5.4', objections: compilerOf(() => import('typescript54')) },
  { version: '5.9', objections: compilerOf(() => import('typescript5')) },
  { version: '6.0', objections: compilerOf(() => import('typescript6')) },
  { version: '7.0', objections: newestCompiler },
])('TypeScript $version', ({ objections }) => {
  test.each<Modules>([
    { module: 'nodenext', resolution: 'nodenext' },
    { module: 'esnext', resolution: 'bundler' },
  ])('compiles a strict program of all packages, module $module', async (modules) => {
    expect(await objections(join(consumer, 'types.ts'), modules)).toBe('');
  });
});

test.each([
  { version: '5.9', objections: compilerOf(() => import('typescript5')) },
  { version: '7.0', objections: newestCompiler },
])(
  'TypeScript $version compiles a CommonJS module that requires all packages',
  async (compiler) => {
    const modules: Modules = { module: 'nodenext', resolution: 'nodenext' };
    expect(await compiler.objections(join(consumer, 'types.cts'), modules)).toBe('');
  },
);

test('an editor goes from a name to its TypeScript source', async () => {
  const definitions = await definitionsIn(join(consumer, 'types.ts'));
  const ours = definitions.filter(({ specifier }) => specifier.startsWith('@missionctl/'));
  const reached = new Set(ours.map(({ specifier }) => specifier.split('/')[1]));
  // All but actions, whose names the program does not import one by one.
  expect(reached.size).toBe(libraries.length - 1);
  for (const { name, file = '', text } of ours) {
    expect(file, name).toMatch(/\/node_modules\/@missionctl\/[\w-]+\/src\/.*\.ts$/);
    // A module that is exported whole has no line of its own.
    if (name !== 'effects') expect(text, `${name} in ${file}`).toMatch(new RegExp(`^${name}\\b`));
  }
});

describe.each(libraries)('the maps of $name', ({ name }) => {
  const maps = (): readonly string[] => globSync('dist/**/*.map', { cwd: unpacked(name) });

  test('belong to each file that is built, and lead to sources in the tarball', () => {
    const built = globSync('dist/**/*.{js,ts}', { cwd: unpacked(name) });
    const ours = built.filter((path) =>
      hasSource(readFileSync(join(unpacked(name), path), 'utf8')),
    );
    expect(maps().toSorted()).toEqual(ours.map((path) => `${path}.map`).toSorted());
    for (const path of maps()) {
      const { sources, sourcesContent } = mapAt(join(unpacked(name), path));
      const lost = sources.filter((each) => !sourceIn(name, path, each).startsWith('src/'));
      expect({ path, lost, sourcesContent }).toEqual({ path, lost: [], sourcesContent: undefined });
    }
  });

  test('lead from each function to the line that declares it', () => {
    let followed = 0;
    for (const path of maps().filter((each) => each.endsWith('.js.map'))) {
      const map = mapAt(join(unpacked(name), path));
      const findings = new SourceMap({ ...map, sourcesContent: [], sourceRoot: '' });
      const lines = readFileSync(join(unpacked(name), path.slice(0, -4)), 'utf8').split('\n');
      for (const [at, line] of lines.entries()) {
        const [, declared] = /^(?:async )?(?:function\*?|class) (\w+)/.exec(line) ?? [];
        const entry = findings.findEntry(at, 0);
        if (declared === undefined || !('originalSource' in entry)) continue;
        const source = join(unpacked(name), sourceIn(name, path, entry.originalSource));
        expect(readFileSync(source, 'utf8').split('\n')[entry.originalLine]).toContain(declared);
        followed += 1;
      }
    }
    expect(followed).toBeGreaterThan(3);
  });
});

test.each(libraries)('the declarations of $name keep the docstring of each export', ({ name }) => {
  const texts = globSync('dist/**/*.d.ts', { cwd: unpacked(name) }).map((path) =>
    readFileSync(join(unpacked(name), path), 'utf8'),
  );
  const lines = texts.flatMap((text) => text.split('\n'));
  const declared = [...lines.entries()].filter(([, line]) =>
    /^(export )?declare (function|class)\b|^export declare const\b/.test(line),
  );
  expect(declared.length).toBeGreaterThan(0);
  expect(declared.filter(([at]) => !lines[at - 1]?.endsWith('*/'))).toEqual([]);
});

describe.each(packages)('the tarball of $name', ({ name, manifest }) => {
  test('holds what its documents link to, or they link to the repository', () => {
    const documents = globSync('{*.md,docs/**/*.md}', { cwd: unpacked(name) });
    expect(documents).toContain('README.md');
    const lost = documents.flatMap((document) =>
      linksOf(readFileSync(join(unpacked(name), document), 'utf8'))
        .filter((target) => !leadsSomewhere(target, join(unpacked(name), document)))
        .map((target) => `${document}: ${target}`),
    );
    expect(lost).toEqual([]);
  });

  test('will hold the list of changes, which a release writes', () => {
    expect(manifest.files).toContain('CHANGELOG.md');
  });
});

test('the journal of the guide to the simulator is proven with what is built', async () => {
  const guide = readFileSync(join(unpacked('@missionctl/atomic-fs'), 'docs/testing.md'), 'utf8');
  const journal = fencesIn(guide, 'ts').at(-1) ?? '';
  writeFileSync(join(consumer, 'journal.mts'), journal);
  const proof = await run(process.execPath, ['journal.mts'], { cwd: consumer });
  expect(proof).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\d{3} states of a journal\n$/),
    stderr: '',
  });
});

/** Not what only passes names on, nor the few lines of the bundler. */
function hasSource(built: string): boolean {
  return /^(export )?(declare )?(async )?(function|class|const|let|interface|type)\b/m.test(built);
}

interface MapFile {
  readonly version: number;
  readonly file: string;
  readonly sources: string[];
  readonly sourcesContent?: string[];
  readonly names: string[];
  readonly mappings: string;
}

function mapAt(path: string): MapFile {
  return JSON.parse(readFileSync(path, 'utf8')) as MapFile;
}

/** Where a source of a map is within its package; empty when it is not there. */
function sourceIn(name: string, map: string, source: string): string {
  const path = join(unpacked(name), dirname(map), source);
  return existsSync(path) ? relative(unpacked(name), path) : '';
}

function leadsSomewhere(target: string, document: string): boolean {
  const [address = '', anchor] = target.split('#');
  const inRepository = `${homepage}/blob/main/`;
  if (address.startsWith(inRepository)) return isThere(address.slice(inRepository.length));
  if (address.startsWith('https://')) return true;
  const path = address === '' ? document : join(dirname(document), address);
  if (!existsSync(path)) return false;
  return anchor === undefined || anchorsOf(readFileSync(path, 'utf8')).includes(anchor);
}
