import { expect, test } from 'vitest';
import {
  edgesOf,
  type SourceFile,
  touchesOf,
  wrongEdges,
  wrongTouches,
} from './dependency-directions.ts';
import { allowed, ambient, forbidden, ofTests } from './dependency-rules.ts';
import { filesMatching, publishedPackages, read } from './repository.ts';

const packages = publishedPackages();
const names = packages.map(({ name }) => name);
const files = packages.flatMap(({ name, directory }) =>
  filesMatching(`${directory}/src/**/*.ts`).map(
    (path): SourceFile => ({ path, packageName: name, text: read(path) }),
  ),
);

test('no file imports what its package must not know', () => {
  expect(wrongEdges(files)).toEqual([]);
});

test('no file touches what is ambient, but for those that the table names', () => {
  expect(wrongTouches(files)).toEqual([]);
});

test('every pair of packages is either allowed or forbidden, and never both', () => {
  const pairs = names.flatMap((from) => names.map((to) => ({ from, to })));
  const undecided = pairs.filter(({ from, to }) => {
    const rows = forbidden.filter((row) => row.from.includes(from) && row.to.includes(to));
    const isAllowed = allowed[from]?.includes(to) === true;
    return from !== to && Number(isAllowed) + rows.length !== 1;
  });
  expect(undecided).toEqual([]);
});

test('the tables name only packages that exist, and all of them', () => {
  expect(Object.keys(allowed).toSorted()).toEqual(names.toSorted());
  expect(forbidden.flatMap(({ from, to }) => [...from, ...to])).toSatisfy((named: string[]) =>
    named.every((name) => names.includes(name)),
  );
});

test.each(packages)('$name declares exactly what it may import, and imports all of it', (each) => {
  const { manifest, name } = each;
  // The command line is one bundle: what is in it must not be installed again.
  const declared = name === 'missionctl' ? manifest.devDependencies : manifest.dependencies;
  const shipped = Object.keys(declared ?? {}).filter((each) => !ofTests.includes(each));
  expect(shipped.toSorted()).toEqual(allowed[name]?.toSorted());
  if (name === 'missionctl') expect(manifest.dependencies ?? {}).toEqual({});
  const imported = files.filter(({ packageName }) => packageName === name).flatMap(edgesOf);
  expect([...new Set(imported.map(({ to }) => to))].toSorted()).toEqual(allowed[name]?.toSorted());
});

test.each(Object.entries(ambient))('%s still touches exactly what the table says', (path, row) => {
  const touched = files
    .filter((file) => file.path === path || (path.endsWith('/') && file.path.startsWith(path)))
    .flatMap(touchesOf);
  expect([...new Set(touched)].toSorted()).toEqual(row.uses.toSorted());
});

const rule = (path: string, text: string): SourceFile => ({
  path: `packages/validation/src/${path}`,
  packageName: '@missionctl/validation',
  text,
});

test.each([
  ['a static import', `import { replaceFile } from '@missionctl/atomic-fs';`],
  ['a type', `import type { Data } from '@missionctl/atomic-fs';`],
  ['a re-export', `export * from '@missionctl/atomic-fs/operations';`],
  ['a dynamic import', `const late = () => import('@missionctl/atomic-fs');`],
  ['a type of a module', `export type Fs = typeof import('@missionctl/atomic-fs');`],
])('a forbidden edge is found in %s, with its reason', (_, text) => {
  expect(wrongEdges([rule('bad.ts', text)])).toEqual([
    'packages/validation/src/bad.ts imports @missionctl/atomic-fs: a rule looks at a state, and touches nothing',
  ]);
});

test('an import that no table knows is found, relative ones into another package too', () => {
  const text = `import 'lodash'; import '../../atomic-fs/src/run.ts'; import './rule.ts';`;
  expect(wrongEdges([rule('bad.ts', text)])).toEqual([
    'packages/validation/src/bad.ts imports lodash: unlisted',
    'packages/validation/src/bad.ts imports packages/atomic-fs/src/run.ts: unlisted',
  ]);
});

test.each([
  ['process', 'export const home = process.env["HOME"];'],
  ['Date.now', 'export const clock = Date.now;'],
  ['new Date()', 'export const today = new Date();'],
  ['Math.random', 'export const dice = () => Math.random();'],
  ['performance', 'export const now = performance.now();'],
  ['console', 'export const tell = (text: string) => console.log(text);'],
  ['process', 'export const cwd = (where = process.cwd()) => where;'],
  ['node:os', `import { homedir } from 'node:os';`],
  ['node:fs', `export const late = () => import('node:fs');`],
])('a file that touches %s is found', (touched, text) => {
  expect(wrongTouches([rule('bad.ts', text)])).toEqual([
    `packages/validation/src/bad.ts touches ${touched}: hand it in, or name the file and why`,
  ]);
});

test.each([
  ['a comment or a text', `// process.exit\nexport const text = 'Date.now';`],
  ['a key or a member of that name', 'export const made = { process: 1 }.process;'],
  [
    'a name of the file’s own',
    'export const exit = (process: { exit(): void }) => process.exit();',
  ],
  ['a date of a given time', 'export const date = (ms: number) => new Date(ms);'],
  ['a type that is gone at run time', `import type { Stats } from 'node:fs';`],
  ['paths', `import { join } from 'node:path';`],
])('%s is not taken for a touch', (_, text) => {
  expect(wrongTouches([rule('good.ts', text)])).toEqual([]);
});
