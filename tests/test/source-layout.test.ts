import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceFile } from './dependency-directions.ts';
import { importCircles } from './import-circles.ts';
import { filesMatching, publishedPackages, read } from './repository.ts';

const sources = publishedPackages().map(({ name, directory }) => ({
  name,
  root: `${directory}/src`,
  files: filesMatching(`${directory}/src/**/*.ts`),
}));

/** What a reader can take in at a glance; more is reported, and fails nothing. */
const manyFiles = 14;

describe('import circles', () => {
  test.each(sources)('$name has none', ({ name, files }) => {
    const texts = files.map((path) => ({ path, packageName: name, text: read(path) }));
    expect(importCircles(texts)).toEqual([]);
  });

  const file = (name: string, text: string): SourceFile => ({
    path: `packages/x/src/${name}.ts`,
    packageName: 'x',
    text,
  });

  test.each([
    ['two files', `import './b.ts';`, `import './a.ts';`],
    ['a type', `import type { B } from './b.ts';`, `export { A } from './a.ts';`],
    ['a dynamic import', `export const b = () => import('./b.ts');`, `import './a.ts';`],
  ])('one of %s is found', (_, one, other) => {
    const files = [file('a', one), file('b', other), file('main', `import './a.ts';`)];
    expect(importCircles(files)).toEqual([
      'packages/x/src/a.ts imports packages/x/src/b.ts',
      'packages/x/src/b.ts imports packages/x/src/a.ts',
    ]);
  });

  test('two ways to one file are none', () => {
    const top = file('top', `import './a.ts'; import './b.ts';`);
    const files = [
      top,
      file('a', `import './c.ts';`),
      file('b', `import './c.ts';`),
      file('c', ''),
    ];
    expect(importCircles(files)).toEqual([]);
  });
});

describe('folders', () => {
  test.each(sources)('$name has none that holds one file alone', ({ root, files }) => {
    const counts = filesPerFolder(files);
    const many = [...counts].filter(([, count]) => count > manyFiles);
    for (const [folder, count] of many) console.warn(`${folder} holds ${count} files`);
    const lonely = [...counts].filter(([folder, count]) => folder !== root && count === 1);
    expect(lonely.map(([folder]) => folder)).toEqual([]);
  });
});

function filesPerFolder(files: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return counts;
}
