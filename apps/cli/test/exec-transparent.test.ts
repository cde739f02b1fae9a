import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { missionctl, shell } from './support/process.ts';
import { type Envelope, onlyLine, tempDirectory, testHome } from './support/run.ts';
import { missingPrograms } from './support/shell-lab.ts';

const isLinux = process.platform === 'linux';
const hasMake = spawnSync('sh', ['-c', 'command -v make']).status === 0;
if (!hasMake) console.warn('SKIPPED, the jobserver of make: not available');

async function joined(): Promise<string> {
  const home = testHome();
  await home.ok('join demo --role developer');
  return home.path;
}

type Stdio = 'ignore' | 'pipe' | number;

/** Starts a command through exec, with these descriptors from 3 on. */
function start(
  home: string,
  words: readonly string[],
  descriptors: readonly Stdio[] = [],
): ChildProcess {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const line = ['-c', `exec ${missionctl} exec demo -- "$@"`, 'sh', ...words];
  return spawn('sh', line, {
    // Away from a terminal of who runs the tests: it decides which signals are passed on.
    detached: true,
    env: { PATH, NODE_COMPILE_CACHE, MISSIONCTL_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit', ...descriptors],
  });
}

/** What a command prints, and how it ends. */
async function ended(
  child: ChildProcess,
): Promise<readonly [string, number | null, string | null]> {
  let stdout = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return [stdout, code, signal];
}

/** Node cannot leave a low descriptor to what it becomes: with one, it stays as the parent. */
const ways: readonly (readonly [string, readonly Stdio[]])[] = [
  ['becoming the command', []],
  ['as the parent of the command', ['pipe']],
];

describe('the process of the command', () => {
  test.runIf(isLinux)('is that of exec, and no signal is ignored or blocked in it', async () => {
    const home = await joined();
    const show = `echo $$; exec grep -E '^Sig(Blk|Ign)' /proc/self/status`;
    const child = start(home, ['sh', '-c', show]);
    const none = '0'.repeat(16);
    expect(await ended(child)).toEqual([
      `${child.pid}\nSigBlk:\t${none}\nSigIgn:\t${none}\n`,
      0,
      null,
    ]);
  });

  test.each(['', ' 3> /dev/null'])('ends in silence when its reader is gone%s', async (more) => {
    const ran = shell(await joined(), `missionctl exec demo -- yes${more} | head -1`);
    expect(ran).toEqual({ code: 0, stdout: 'y\n', stderr: '' });
  });

  test.runIf(isLinux)('has every descriptor that exec was given, and no other', async () => {
    const home = await joined();
    const path = join(tempDirectory(), 'log');
    const log = openSync(path, 'w');
    writeFileSync(log, 'before\n');
    // On 3 a file, on 5 a pipe, and on 17, behind a gap, another.
    const descriptors = Array.from({ length: 15 }, (_, at): Stdio => {
      if (at === 0) return log;
      return at === 2 || at === 14 ? 'pipe' : 'ignore';
    });
    const script = `echo after >&3; for each in /proc/$$/fd/*; do printf '%s ' "\${each##*/}"; done`;
    // What stands on the others is the null device of spawn.
    const direct = await ended(
      spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit', ...descriptors] }),
    );
    const through = await ended(start(home, ['sh', '-c', script], descriptors));
    closeSync(log);
    expect(through).toEqual(direct);
    expect(readFileSync(path, 'utf8')).toBe('before\nafter\nafter\n');
  });

  test.runIf(hasMake)('keeps the jobserver of make', async () => {
    const directory = tempDirectory();
    const inner = `one two:\n\t@sleep 0.1; echo $@\n`;
    writeFileSync(join(directory, 'inner.mk'), inner);
    const outer = `all:\n\t@+${missionctl.replaceAll('$', '$$')} exec demo -- $(MAKE) -f inner.mk one two\n`;
    writeFileSync(join(directory, 'outer.mk'), outer);
    const { code, stdout, stderr } = shell(
      await joined(),
      `cd '${directory}' && make -s -j2 -f outer.mk`,
    );
    // Without it make would say so, and work on one after the other.
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n').toSorted()).toEqual(['one', 'two']);
  });
});

describe.each(ways)('exec, %s', (_way, descriptors) => {
  const signals = ['USR1', 'USR2', 'ALRM', 'WINCH', 'HUP', 'INT', 'QUIT', 'CONT', 'TERM'] as const;

  test('gives it each signal, and ends as it does', async () => {
    const traps = signals.map((signal) => `trap 'echo got ${signal}' ${signal}`).join('; ');
    const script = `${traps}; trap 'echo got TERM; exit 8' TERM; echo ready; while :; do sleep 0.02; done`;
    const child = start(await joined(), ['sh', '-c', script], descriptors);
    const all = ended(child);
    let shown = '';
    let sent = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      // One after the other: two of a kind would be one.
      const signal = signals[sent];
      if (shown.split('\n').length - 1 <= sent || signal === undefined) return;
      sent += 1;
      child.kill(`SIG${signal}`);
    });
    const lines = ['ready', ...signals.map((signal) => `got ${signal}`)];
    expect(await all).toEqual([`${lines.join('\n')}\n`, 8, null]);
  });

  test.each(['SIGUSR2', 'SIGPIPE'] as const)('ends by %s if it does', async (signal) => {
    const script = `kill -${signal.slice(3)} $$`;
    const [, code, by] = await ended(start(await joined(), ['sh', '-c', script], descriptors));
    // Node ignores this one, and so cannot end by it.
    const isChild = descriptors.length > 0;
    expect([code, by]).toEqual(isChild && signal === 'SIGPIPE' ? [141, null] : [null, signal]);
  });

  test.runIf(isLinux && !missingPrograms().has('bash'))('stops and goes on with it', async () => {
    const file = join(tempDirectory(), 'pid');
    const redirect = descriptors.length > 0 ? '3> /dev/null' : '';
    // In a group of its own, as an interactive shell starts it: else nothing would stop it.
    const script = `set -m
      (exec ${missionctl} exec demo -- sh -c 'echo $$ > ${file}; exec sleep 60' ${redirect}) &
      echo $!; read -r _`;
    const { PATH = '' } = process.env;
    const caller = spawn('bash', ['--norc', '-c', script], {
      env: { PATH, MISSIONCTL_HOME: await joined() },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = (await once(caller.stdout, 'data')) as [Buffer];
    const mine = Number(line.toString());
    const theirs = (): number => Number(existsSync(file) ? readFileSync(file, 'utf8') : 0);
    await expect.poll(theirs, { timeout: 20_000 }).toBeGreaterThan(0);
    const states = (): string => stateOf(mine) + stateOf(theirs());
    for (const [signal, state] of [
      ['SIGTSTP', 'TT'],
      ['SIGCONT', 'SS'],
      ['SIGTSTP', 'TT'],
      ['SIGCONT', 'SS'],
    ] as const) {
      process.kill(mine, signal);
      await expect.poll(states, { timeout: 20_000 }).toBe(state);
    }
    process.kill(mine, 'SIGTERM');
    await expect.poll(states, { timeout: 20_000 }).toBe('');
    caller.stdin.end();
    await once(caller, 'close');
  });
});

/** The state of a process, as proc(5) has it; empty when there is none. */
function stateOf(pid: number): string {
  try {
    return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1] ?? '';
  } catch {
    return '';
  }
}

test('finds the command as a shell does, and says why it cannot be executed', async () => {
  const home = await joined();
  const directory = tempDirectory();
  const write = (path: string, text: string, mode: number): void =>
    writeFileSync(join(directory, path), text, { mode });
  for (const each of ['folder', 'first', 'second']) mkdirSync(join(directory, each));
  write('plain', 'echo no', 0o644);
  write('text', 'echo ran $0', 0o755);
  write('bad', '#!/no/such/interpreter -x\n', 0o755);
  write('a=b', '#!/bin/sh\necho ran "$@"\n', 0o755);
  write('-dash', '#!/bin/sh\necho ran "$@"\n', 0o755);
  write('first/tool', '#!/bin/sh\necho first\n', 0o644);
  write('second/tool', '#!/bin/sh\necho second\n', 0o755);
  mkdirSync(join(directory, 'first/folder'));
  mkdirSync(join(directory, 'closed'), { mode: 0o600 });
  const cases: readonly (readonly [
    string,
    string | undefined,
    string | readonly [number, string, string],
  ])[] = [
    ['no-such-command --flag', undefined, [127, 'COMMAND_NOT_FOUND', 'ENOENT']],
    ['no-such-command', 'closed:first', [127, 'COMMAND_NOT_FOUND', 'ENOENT']],
    ['./none', undefined, [127, 'COMMAND_NOT_FOUND', 'ENOENT']],
    ['./plain/x', undefined, [127, 'COMMAND_NOT_FOUND', 'ENOENT']],
    ['./plain', undefined, [126, 'NOT_EXECUTABLE', 'EACCES']],
    ['./folder', undefined, [126, 'NOT_EXECUTABLE', 'EACCES']],
    ['folder', 'first:.', [126, 'NOT_EXECUTABLE', 'EACCES']],
    ['tool', 'first:/none', [126, 'NOT_EXECUTABLE', 'EACCES']],
    ['./bad', undefined, [126, 'NOT_EXECUTABLE', 'ENOEXEC']],
    ['./text', undefined, 'ran ./text\n'],
    ['tool', 'first:second', 'second\n'],
    ['text', '/none:', 'ran text\n'],
    ['text', '', 'ran text\n'],
    ['./a=b x y', undefined, 'ran x y\n'],
    ['-dash x', '.:/bin:/usr/bin', 'ran x\n'],
  ];
  const script = cases.map(([words, path]) => {
    const set = path === undefined ? '' : `PATH='${path}'; export PATH; `;
    return `(${set}missionctl exec demo --json -- ${words}; echo "exit $?")`;
  });
  const { stdout, stderr } = shell(home, `cd '${directory}'\n${script.join('\n')}`);
  const results = stdout.split(/exit (\d+)\n/).slice(0, -1);
  const made = cases.map(([words, path, outcome], at) => {
    const text = results[at * 2] ?? '';
    if (typeof outcome === 'string') return [words, path, text];
    const { error_code, details }: Envelope = onlyLine(text);
    return [words, path, [Number(results[at * 2 + 1]), error_code, details?.['reason']]];
  });
  expect(made).toEqual(cases);
  expect(stderr).toBe('');
});

describe('bytes that are not UTF-8', () => {
  test.runIf(isLinux)('are refused by name, and U+FFFD itself is passed on', async () => {
    const { stdout, stderr } = shell(
      await joined(),
      `byte=$(printf 'a\\377b') replaced=$(printf '\\357\\277\\275')
       missionctl exec demo --json -- true x "$byte"
       (BYTES=$byte; export BYTES; missionctl exec demo --json -- true)
       (env "$byte=secret" ${missionctl} exec demo --json -- true)
       (BYTES=$replaced; export BYTES; missionctl exec demo -- sh -c 'printf "%s%s" "$BYTES" "$1" | od -An -tx1' x "$replaced")`,
    );
    const [word = '', variable = '', name = '', bytes] = stdout.split('\n');
    const refused = [word, variable, name].map((line) => onlyLine(`${line}\n`));
    expect(refused.map(({ error_code, details }) => [error_code, details])).toEqual([
      ['NOT_EXECUTABLE', { command: 'true', reason: 'EILSEQ', argument: 2 }],
      ['NOT_EXECUTABLE', { command: 'true', reason: 'EILSEQ', variable: 'BYTES' }],
      ['NOT_EXECUTABLE', { command: 'true', reason: 'EILSEQ', variable: 'a\ufffdb' }],
    ]);
    expect(bytes?.trim()).toBe('ef bf bd ef bf bd');
    expect(stdout).not.toContain('secret');
    expect(refused.map(({ hint }) => hint)).toEqual([
      'MISSIONCTL_MISSION=demo <command>',
      'unset BYTES',
      null,
    ]);
    expect(stderr).toBe('');
  });
});

describe.runIf(isLinux)('more than the kernel passes on', () => {
  /** Something that Node loads first adds to the environment. */
  const grown = (bytes: number): string =>
    `NODE_OPTIONS="--import=data:text/javascript,process.env.GROWN='x'.repeat(${bytes})"; export NODE_OPTIONS`;

  test('is refused by name, and all else is run', async () => {
    // The kernel grants one text 128 KiB, and all together as much, however small the stack is.
    const { stdout } = shell(
      await joined(),
      `(${grown(131_100)}; missionctl exec demo --json -- true)
       (${grown(131_050)}; missionctl exec demo -- true; echo $?)
       ulimit -s 512
       (${grown(131_050)}; missionctl exec demo --json -- true)
       (${grown(120_000)}; missionctl exec demo -- true; echo $?)`,
    );
    const [text = '', fits, total = '', fitsToo] = stdout.split('\n');
    for (const refused of [text, total]) {
      expect(onlyLine(`${refused}\n`)).toMatchObject({
        error_code: 'NOT_EXECUTABLE',
        details: { command: 'true', reason: 'E2BIG', variable: 'GROWN' },
      });
    }
    expect([fits, fitsToo]).toEqual(['0', '0']);
  });
});
