import { describe, expect, test } from 'vitest';
import { rowsOf, sectionOf } from './markdown.ts';
import { filesMatching, isThere, read } from './repository.ts';

/** Where retired words still stand. A package is taken out once it is clean; nothing is added. */
const unfinished: readonly string[] = [];

/** History, texts of others, bytes that are tested as they are, and the list itself. */
const exempt =
  /CHANGELOG\.md$|^docs\/decisions\/|^docs\/writing\.md$|\/fixtures\/|^apps\/cli\/THIRD-PARTY|\/words\.test\.ts$/;

const [, ...table] = rowsOf(sectionOf(read('docs/writing.md'), 'Retired words'));
const retired = table.flatMap(([cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, w]) => w));
const pattern = new RegExp(`\\b(${retired.join('|')})\\b`, 'i');
const files = filesMatching(
  '*.{md,ts}',
  '{apps,bench,docs,packages,tests,tools}/**/*.{c,h,cjs,json,md,mjs,ts}',
)
  .filter((path) => !/(^|\/)(dist|coverage|\.turbo)\//.test(path))
  .filter((path) => !exempt.test(path));

/** The lines of a file that hold a retired word, its name first. */
function retiredIn(path: string): readonly string[] {
  return [path.replaceAll('-', ' '), ...read(path).split('\n')]
    .filter((line) => pattern.test(wordsOf(line)))
    .map((line) => `${path}: ${line.trim()}`);
}

/** The parts of an identifier are words too; the function of arithmetic is named by the language. */
function wordsOf(line: string): string {
  return line.replaceAll('Math.floor', '').replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2');
}

/** A package, a folder of the root, or a document there. */
function placeOf(path: string): string {
  return path.split('/', /^(apps|packages)\//.test(path) ? 2 : 1).join('/');
}

function isUnfinished(path: string): boolean {
  return unfinished.some((place) => path === place || path.startsWith(`${place}/`));
}

test('docs/writing.md lists the retired words', () => {
  expect(retired).toContain('told');
  expect(retired.length).toBeGreaterThanOrEqual(10);
});

describe('no retired word stands', () => {
  const finished = files.filter((path) => !isUnfinished(path));

  test.each([...new Set(finished.map(placeOf))])('in %s', (place) => {
    const paths = finished.filter((path) => placeOf(path) === place);
    expect(paths.flatMap(retiredIn)).toEqual([]);
  });
});

test('what is unfinished exists', () => {
  expect(unfinished.filter((place) => !isThere(place))).toEqual([]);
});

test.each(['it was Told', 'the systemAtHand', 'Mending is done', 'const halves = 2;'])(
  'a retired word is found in: %s',
  (line) => {
    expect(wordsOf(line)).toMatch(pattern);
  },
);

test.each(['Math.floor(x)', 'the doorway', 'a meander'])('none is found in: %s', (line) => {
  expect(wordsOf(line)).not.toMatch(pattern);
});
