import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { reportOf } from './api-report.ts';
import { objectionsTo } from './docstring-rules.ts';
import { membersRefusingUndefined } from './option-rules.ts';
import { type EntryPoint, entryPoints, publicApi } from './public-api.ts';
import { filesMatching, isThere, read, root } from './repository.ts';
import { omissionsOf } from './sync-forms.ts';

const entries = entryPoints();
const api = publicApi(entries);

function reportPath({ directory, name }: EntryPoint): string {
  return `etc/${directory.split('/').at(-1)}/${name}.api.md`;
}

describe('the committed report is true', () => {
  test.each(entries)('of $specifier', async (entry) => {
    await expect(reportOf(entry, api)).toMatchFileSnapshot(join(root, reportPath(entry)));
  });
});

test('every report is of an entry point', () => {
  const paths = entries.map(reportPath);
  expect(filesMatching('etc/**/*.md').filter((path) => !paths.includes(path))).toEqual([]);
});

describe('every export has a docstring, with parameters, result, example and codes', () => {
  test.each(entries)('of $specifier', (entry) => {
    const objections = api.exportsOf(entry).flatMap((each) => objectionsTo(each, api));
    expect(objections).toEqual([]);
  });
});

describe('a synchronous form names every code that the asynchronous one names', () => {
  test.each(entries)('of $specifier', (entry) => {
    expect(omissionsOf(api.exportsOf(entry), api)).toEqual([]);
  });
});

// A patch names what changes: an update refuses undefined there, as it does any other mistake.
describe('every optional member can be given as undefined, but for those of a patch', () => {
  test.each(entries)('of $specifier', (entry) => {
    const options = api.exportsOf(entry).filter(({ name }) => name !== 'SessionPatch');
    expect(options.flatMap((each) => membersRefusingUndefined(each, api))).toEqual([]);
  });
});

// The typecheck compiles them: a type that differs, and a wrong call that compiles, both fail it.
describe('there are type tests', () => {
  test.each(entries)('of $specifier', ({ directory, name, path }) => {
    const file = `${directory}/test/${name}.test-d.ts`;
    expect(isThere(file), file).toBe(true);
    expect(read(file)).toContain(`from '${path.replace(directory, '..')}'`);
    expect(read(file)).toContain('expectTypeOf');
  });
});

describe('the rules for docstrings', () => {
  const source = `
/** Opens a file. @param path where it is @returns its text @throws ERR_FILE_READ when it cannot @example open('a') */
export function open(path: string): string { return path; }
export function close(path: string, { force }: { force: boolean }): number { return 0; }
/** Waits. @throws sometimes @example wait() */
export const wait = (): Promise<void> => Promise.resolve();
/** A file. */
export interface File {
  /** Where it is. */
  readonly path: string;
  readonly mode: number;
}
export * as parts from './parts.ts';
`;
  const parts = 'export const head = 1;\n/** Ends it. */ export const tail = 2;';

  test('ask for each part, where there is something to say', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'index.ts'), source);
    writeFileSync(join(directory, 'parts.ts'), parts);
    const path = join(directory, 'index.ts');
    const entry = { specifier: 'some', name: 'index', directory, path };
    const some = publicApi([entry]);
    const objections = some.exportsOf(entry).flatMap((each) => objectionsTo(each, some));
    expect(objections).toEqual([
      'File.mode: no docstring',
      'close: no docstring',
      'close: no @param path',
      'close: no @param { … }',
      'close: no @returns',
      'close: no @example',
      'parts: no docstring',
      'parts.head: no docstring',
      'wait: @throws names no code: sometimes',
    ]);
  });
});
