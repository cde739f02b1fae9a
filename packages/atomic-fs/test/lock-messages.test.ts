import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { LockUnavailableError } from '../src/index.ts';
import { scratch } from './real/scratch.ts';

/** What an acquire in a Node with these options says. */
function messageUnder(options: readonly string[], lock: string): string {
  const index = new URL('../src/index.ts', import.meta.url).href;
  const code = `import { acquireLockSync } from ${JSON.stringify(index)};
    try { acquireLockSync(new URL(${JSON.stringify(pathToFileURL(lock).href)})); }
    catch (error) { console.log(error.code + ' ' + error.reason + ' ' + error.message); }`;
  const flags = ['--conditions=missionctl-source', '--input-type=module-typescript'];
  const args = ['--no-warnings', ...options, ...flags, '--eval', code];
  return execFileSync(process.execPath, args, { encoding: 'utf8' });
}

const sources = new URL('../../..', import.meta.url).pathname;

test.each<readonly [string, readonly string[], RegExp]>([
  [
    'a Node without node:sqlite says which runtimes have it',
    ['--no-experimental-sqlite'],
    /^ERR_LOCK_UNAVAILABLE no-sqlite .*Node 22\.16/,
  ],
  [
    'a Node that may not look at it says which flag allows it',
    ['--permission', `--allow-fs-read=${sources}`],
    /^ERR_LOCK_UNAVAILABLE cannot-open .*--allow-fs-read=/,
  ],
])('%s', (_what, options, message) => {
  const path = join(scratch(), 'lock');
  writeFileSync(path, '');
  expect(messageUnder(options, path)).toMatch(message);
});

test('a Node under the permission model says of a new lock file that no flag allows it', () => {
  const options = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*'];
  expect(messageUnder(options, join(scratch(), 'lock'))).toMatch(
    /^ERR_LOCK_UNAVAILABLE cannot-create .*without --permission/,
  );
});

test('a file system without locks says where to go', () => {
  expect(new LockUnavailableError('/nfs/lock', 'no-locks').message).toMatch(/local disk/);
});
