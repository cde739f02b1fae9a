import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inDirectory } from './real/in-directory.ts';
import { resultOf } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const nodeOptions = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*'];

test("under Node's permission model neither form changes anything, and each says why", async () => {
  const { found, names } = await inDirectory(scratch(), { nodeOptions });
  const denied = { code: 'ERR_ATOMIC_WRITE', facts: 'create unchanged ERR_ACCESS_DENIED' };
  const locked = { code: 'ERR_LOCK_UNAVAILABLE', facts: 'cannot-create ERR_ATOMIC_WRITE' };
  for (const form of ['sync', 'async']) {
    expect(found[form]).toMatchObject({ created: denied, 'created again': denied, locked });
  }
  expect(names).toEqual([]);
});

test('and SQLite, which Node lets write, creates no lock file', async () => {
  const directory = scratch();
  const created = await resultOf('create-lock', [join(directory, 'a.lock')], { nodeOptions });
  expect(created).toMatchObject({ code: 'ERR_ACCESS_DENIED' });
  expect(readdirSync(directory)).toEqual([]);
});

test('and no file is changed in place', async () => {
  const path = join(scratch(), 'journal');
  writeFileSync(path, 'record');
  const denied = { code: 'ERR_ACCESS_DENIED' };
  const outcomes = await resultOf('change-in-place', [path], { nodeOptions });
  expect(outcomes).toMatchObject({ append: denied, ftruncate: denied, futimes: denied });
  expect(readFileSync(path, 'utf8')).toBe('record');
});
