import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMachine, finish, startTask } from '../src/testing.ts';
import { kernelLines } from './proof/kernel-lines.ts';
import { simulatorLines } from './proof/simulator-lines.ts';
import { type SystemCall, straceWorks, trace } from './proof/strace.ts';
import { type Scenario, scenarios } from './proof/traced-scenarios.ts';

const required = process.env['MISSIONCTL_REQUIRE_LAB'] === '1';
const possible = straceWorks();

test('strace is available, or a warning says that the simulator was not compared with Node', (context) => {
  if (possible) return;
  const reason = 'strace is not available: the simulator is not compared with the real calls';
  if (required) throw new Error(reason);
  console.warn(`skipped: ${reason}`);
  context.skip();
});

describe.runIf(possible).each(['sync', 'async'])('the %s runner', (runner) => {
  let root: string;
  let calls: readonly SystemCall[];

  beforeAll(() => {
    root = mkdtempSync(join(realpathSync(tmpdir()), 'atomic-fs-strace-'));
    for (const { name, files, linked } of scenarios) {
      mkdirSync(join(root, name, 'd'), { recursive: true });
      for (const [file, content] of Object.entries(files)) {
        writeFileSync(join(root, name, 'd', file), content, { mode: 0o600 });
      }
      if (linked) symlinkSync('state.json', join(root, name, 'd', 'link'));
    }
    const program = fileURLToPath(new URL('proof/run-scenarios.ts', import.meta.url));
    calls = trace([program, runner, root], join(root, 'log'));
  });
  let compared = 0;
  afterAll(() => {
    rmSync(root, { recursive: true });
    console.log(`${runner} runner: ${compared} scenarios compared call by call`);
  });

  test.each(scenarios)('makes the calls of the simulator: $name', (scenario) => {
    const real = kernelLines(calls, join(root, scenario.name));
    expect(real).toEqual(simulatedLines(scenario));
    expect(real.length).toBeGreaterThan(0);
    compared += 1;
  });

  test('has SQLite look for files to delete at the first lock of a handle, and never again', () => {
    const looks = (scenario: string): number => {
      const journal = `"${join(root, scenario, 'd', 'state.lock-journal')}"`;
      return calls.filter(({ name, args }) => name !== 'statx' && args.includes(journal)).length;
    };
    expect(looks('existing-lock')).toBeGreaterThan(0);
    expect(looks('lock-of-a-handle')).toBe(looks('existing-lock'));
  });
});

test('a replacement is ten calls', () => {
  const [first] = scenarios;
  if (first === undefined) throw new Error('there are no scenarios');
  expect(simulatedLines(first)).toEqual([
    'lstat /d/state.json',
    'open create /d/.state.json.*.tmp 0600',
    'write /d/.state.json.*.tmp 3',
    'fstat /d/.state.json.*.tmp',
    'fsync /d/.state.json.*.tmp',
    'close /d/.state.json.*.tmp',
    'open directory /d',
    'rename /d/.state.json.*.tmp -> /d/state.json',
    'fsync /d',
    'close /d',
  ]);
});

test('of a lock file no descriptor is ever opened by node:fs', () => {
  const first = scenarios.find(({ name }) => name === 'first-lock');
  if (first === undefined) throw new Error('no scenario takes a first lock');
  const lines = simulatedLines(first).filter((line) => / \/d\/state\.lock( |$)/.test(line));
  expect(lines).toEqual([
    'lstat /d/state.lock ENOENT',
    'createLock /d/state.lock',
    'lstat /d/state.lock',
    'openLock /d/state.lock',
    'lstat /d/state.lock',
    'tryLock /d/state.lock',
    'lstat /d/state.lock',
    'lstat /d/state.lock',
    'closeLock /d/state.lock',
  ]);
});

test('a lock that a handle takes again is one call to the kernel between two looks at its name', () => {
  const handle = scenarios.find(({ name }) => name === 'lock-of-a-handle');
  if (handle === undefined) throw new Error('no scenario has a handle');
  const again = ['tryLock /d/state.lock', 'lstat /d/state.lock', 'lstat /d/state.lock'];
  expect(simulatedLines(handle).slice(-7)).toEqual([...again, ...again, 'closeLock /d/state.lock']);
});

function simulatedLines({ files, linked, operation }: Scenario): readonly string[] {
  const planted = Object.entries(files).map(
    ([name, content]) => [`/s/d/${name}`, content] as const,
  );
  const machine = createMachine({
    files: {
      '/s/d': { kind: 'directory' },
      ...Object.fromEntries(planted),
      ...(linked ? { '/s/d/link': { kind: 'symlink', leadsTo: 'state.json' } } : {}),
    },
  });
  const task = startTask(machine.start(), operation('/s/d'));
  expect(finish(task).status).toBe('returned');
  return simulatorLines(task.process.calls, '/s');
}
