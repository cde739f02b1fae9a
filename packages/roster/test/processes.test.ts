import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Anchor,
  anchorsNow,
  type Life,
  nodeProcesses,
  stateOfAnchor,
  type Verdict,
  verdictFacts,
  verdictOf,
  withAnchor,
} from '../src/index.ts';
import {
  anchorOf,
  factsNow,
  type Look,
  lookFrom,
  lookingProcess,
  nodeWords,
  printedBy,
} from './look.ts';

const seconds = '600';
const minuteMs = 60_000;

function stateNow(anchor: Anchor): ReturnType<typeof stateOfAnchor> {
  return stateOfAnchor(anchor, factsNow([anchor.pid]));
}

/** The verdict on one who was active just now, or some time ago by an injected clock. */
function verdictNow(life: Life, sinceMs = 0): Verdict {
  const { machine } = factsNow([]);
  return verdictOf(life, 0, verdictFacts([life], machine, nodeProcesses()), sinceMs);
}

async function started(program: string, ...words: readonly string[]): Promise<ChildProcess> {
  const child: ChildProcess = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child;
}

async function sleeper(): Promise<{ readonly child: ChildProcess; readonly pid: number }> {
  const child = await started('sleep', seconds);
  return { child, pid: child.pid ?? 0 };
}

/** The first line that a program prints: the number of a process that it has made. */
async function numberFrom(program: string, ...words: readonly string[]): Promise<number> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return Number(line.toString());
}

/** The program has exec'd by now, so that its name is its own. */
async function until(state: ReturnType<typeof stateOfAnchor>, anchor: Anchor): Promise<void> {
  const began = performance.now();
  while (stateNow(anchor) !== state) {
    if (performance.now() - began > 10_000) throw new Error(`still ${stateNow(anchor)}`);
    await pause(1);
  }
}

const isLinux = process.platform === 'linux';
if (!isLinux) console.warn('SKIPPED, processes of Linux: this is another system');

describe.runIf(isLinux)('a participant', () => {
  test('is gone as soon as its life is seen to have ended', async () => {
    const { child, pid } = await sleeper();
    const life: Life = { anchors: [anchorOf(pid)], anchored: true };
    expect(verdictNow(life)).toBe('here');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const ended = performance.now();
    while (verdictNow(life) !== 'gone') expect(performance.now() - ended).toBeLessThan(100);
  });

  test('is never gone while its life is stopped or busy, however long', async () => {
    const { child, pid } = await sleeper();
    const life: Life = { anchors: [anchorOf(pid)], anchored: true };
    child.kill('SIGSTOP');
    expect(verdictNow(life, minuteMs)).toBe('here');
    expect(verdictNow(life, 60 * minuteMs)).toBe('quiet');
    expect(verdictNow(life, 365 * 24 * 60 * minuteMs)).toBe('quiet');
  });

  test('is not gone when a task of it has ended', async () => {
    const { child, pid } = await sleeper();
    const facts = factsNow([pid]);
    const { start } = anchorOf(pid);
    const life = withAnchor(undefined, { kind: 'task', process: { pid, start } }, facts);
    expect(verdictNow(life)).toBe('here');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(verdictNow(life)).toBe('unknown');
    expect(verdictNow({ ...life, anchored: true })).toBe('unknown');
  });

  test('is not gone when its life has ended, and its last command came from elsewhere', async () => {
    const { child, pid } = await sleeper();
    const life: Life = { anchors: [anchorOf(pid)], anchored: true };
    const { ancestors } = lookFrom([]);
    const elsewhere = anchorsNow(life, { ancestors }, factsNow([pid]));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(verdictNow(elsewhere)).toBe('unknown');
    expect(verdictNow(life)).toBe('gone');
  });

  test('lives in a task that is around its command', () => {
    const life: Life = { anchors: [anchorOf(process.pid, 'task')], anchored: false };
    const facts = factsNow([process.pid]);
    const { ancestors } = lookFrom(['sh', '-c', '"$@"; exit', 'sh']);
    expect(anchorsNow(life, { ancestors }, facts)).toEqual({
      anchors: [anchorOf(process.pid)],
      anchored: true,
    });
  });

  test('is found among a thousand by one question, without a process being started', () => {
    const script = `
const { nodeProcesses, verdictFacts, verdictOf } = await import('@missionctl/roster');
const { boot, pidNamespace, processes } = nodeProcesses().facts([process.pid]);
const { start } = processes.get(process.pid);
const anchor = { kind: 'life', machine: 'm', boot, pidNamespace, pid: process.pid, start };
const lives = Array.from({ length: 1000 }, (_, at) =>
  ({ anchored: true, anchors: [{ ...anchor, pid: anchor.pid + at * 4200 }] }));
let questions = 0;
const reader = { facts: (pids) => { questions += 1; return nodeProcesses().facts(pids); } };
const facts = verdictFacts(lives, 'm', reader);
const verdicts = lives.map((life) => verdictOf(life, 0, facts, 0));
console.log(process.permission.has('child'), questions, verdicts.length, verdicts[0], verdicts[999]);`;
    const [node = '', conditions = ''] = nodeWords(lookingProcess);
    const words = ['--permission', '--allow-fs-read=*', '--input-type=module', '--eval', script];
    expect(printedBy([node, conditions, ...words], '')).toBe('false 1 1000 here gone\n');
  });
});

describe.runIf(isLinux)('a process', () => {
  test('is dead once it has ended, although its parent never asks', async () => {
    const pid = await numberFrom('sh', '-c', `sleep 0.2 & echo $!; exec sleep ${seconds}`);
    const anchor = anchorOf(pid);
    await until('dead', anchor);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });

  test('is alive while one of its threads is, although the first has ended', async () => {
    const program = `
import ctypes, os, threading, time
threading.Thread(target=time.sleep, args=(${seconds},)).start()
print(os.getpid(), flush=True)
ctypes.CDLL(None).pthread_exit(None)`;
    const pid = await numberFrom('python3', '-c', program);
    const anchor = anchorOf(pid);
    await pause(100);
    expect(stateNow(anchor)).toBe('alive');
  });

  test('with a name of spaces and parentheses is the same process', async () => {
    const named = `import ctypes, os, time
ctypes.CDLL(None).prctl(15, b') Z 1 (x', 0, 0, 0)
print(os.getpid(), flush=True)
time.sleep(${seconds})`;
    expect(stateNow(anchorOf(await numberFrom('python3', '-c', named)))).toBe('alive');
  });

  test('of root is alive too', () => {
    expect(stateNow(anchorOf(1))).toBe('alive');
  });

  test('that has no number of a process is not decided on', () => {
    const facts = factsNow([0, -1, 1.5, Number.NaN, 2 ** 40]);
    expect([...facts.processes.keys()]).toEqual([2 ** 40]);
    const anchor = anchorOf(process.pid);
    for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 40]) {
      expect(stateOfAnchor({ ...anchor, pid }, facts)).toBe('unknown');
    }
  });

  test('sees the processes around itself, the nearest first, and not itself', () => {
    const { self, ancestors } = lookFrom(['sh', '-c', '"$@"; exit', 'sh']);
    const [shell, runner] = ancestors;
    expect(shell?.name).toBe('sh');
    expect(runner?.pid).toBe(process.pid);
    expect(ancestors.map(({ pid }) => pid)).not.toContain(self?.pid);
    expect(ancestors.at(-1)?.pid).toBe(1);
  });

  test('sees what leads its terminal, and that it has none', () => {
    expect(lookFrom(['setsid', '--wait']).terminal).toBeUndefined();
    const words = nodeWords(lookingProcess).join(' ');
    const command = `sh -c 'echo "{\\"anchors\\":[]}" | ${words}; exit'`;
    const printed = printedBy(['script', '--quiet', '--command', command, '/dev/null'], undefined);
    const { terminal, ancestors }: Look = JSON.parse(printed.slice(printed.indexOf('{')));
    const at = ancestors.findIndex(({ pid }) => pid === terminal?.pid);
    expect(ancestors[at]).toEqual(terminal);
    expect(ancestors[at + 1]?.name).toBe('script');
  });
});
