import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Anchor, linuxFacts, stateOfAnchor } from '../src/index.ts';

const machine = 'this one';
const seconds = '600';

/** The anchor of a process that lives. */
function anchorOf(pid: number): Anchor {
  const facts = linuxFacts(machine, [pid]);
  const found = facts.processes.get(pid);
  if (found?.status !== 'present') throw new Error(`${pid} is ${found?.status}`);
  const { boot = '', pidNamespace = '' } = facts;
  return { kind: 'life', machine, boot, pidNamespace, pid, start: found.start };
}

function stateNow(anchor: Anchor): ReturnType<typeof stateOfAnchor> {
  return stateOfAnchor(anchor, linuxFacts(machine, [anchor.pid]));
}

async function started(program: string, ...words: readonly string[]): Promise<number> {
  const child: ChildProcess = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child.pid ?? 0;
}

/** The first line that a program prints: the number of a process that it has made. */
async function printedBy(program: string, ...words: readonly string[]): Promise<number> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return Number(line.toString());
}

async function until(state: ReturnType<typeof stateOfAnchor>, anchor: Anchor): Promise<number> {
  const began = performance.now();
  while (stateNow(anchor) !== state) {
    if (performance.now() - began > 10_000) throw new Error(`still ${stateNow(anchor)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return performance.now() - began;
}

describe.runIf(process.platform === 'linux')('a process of this machine', () => {
  test('lives, is alive while it is stopped, and dead when it was killed', async () => {
    const pid = await started('sleep', seconds);
    const anchor = anchorOf(pid);
    expect(stateNow(anchor)).toBe('alive');
    process.kill(pid, 'SIGSTOP');
    await until('alive', anchor);
    process.kill(pid, 'SIGKILL');
    await until('dead', anchor);
  });

  test('is dead once it has ended, although its parent never asks', async () => {
    const pid = await printedBy('sh', '-c', `sleep 0.2 & echo $!; exec sleep ${seconds}`);
    await until('dead', anchorOf(pid));
  });

  test('is alive while one of its threads is, although the first has ended', async () => {
    const program = `
import ctypes, os, threading, time
threading.Thread(target=time.sleep, args=(${seconds},)).start()
print(os.getpid(), flush=True)
ctypes.CDLL(None).pthread_exit(None)`;
    const pid = await printedBy('python3', '-c', program);
    const anchor = anchorOf(pid);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stateNow(anchor)).toBe('alive');
  });

  test('with a name of spaces and parentheses is the same process', async () => {
    const named = `import ctypes, os, time
ctypes.CDLL(None).prctl(15, b') Z 1 (x', 0, 0, 0)
print(os.getpid(), flush=True)
time.sleep(${seconds})`;
    expect(stateNow(anchorOf(await printedBy('python3', '-c', named)))).toBe('alive');
  });

  test('of root is alive too', () => {
    expect(stateNow(anchorOf(1))).toBe('alive');
  });

  test('that has no number of a process is not judged', () => {
    const facts = linuxFacts(machine, [0, -1, 1.5, Number.NaN, 2 ** 40]);
    expect([...facts.processes.keys()]).toEqual([2 ** 40]);
    const anchor = anchorOf(process.pid);
    for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 40]) {
      expect(stateOfAnchor({ ...anchor, pid }, facts)).toBe('unknown');
    }
  });
});

const unshare = ['unshare', '--user', '--map-root-user', '--pid', '--fork'];
const canUnshare = spawnSync('unshare', [...unshare.slice(1), 'true']).status === 0;

describe.runIf(canUnshare)('in a namespace of process ids of its own', () => {
  function judgedThere(...more: readonly string[]): unknown {
    const script = fileURLToPath(new URL('judging-process.ts', import.meta.url));
    const [command = '', ...first] = [...unshare, ...more, process.execPath];
    const words = [...first, '--conditions=missionctl-source', script];
    const anchor = JSON.stringify(anchorOf(process.pid));
    const { stdout, stderr } = spawnSync(command, [...words, anchor], { encoding: 'utf8' });
    return stdout === '' ? stderr : JSON.parse(stdout);
  }

  test('a process of the outside is not judged, and a number that was given anew is another process', () => {
    expect(judgedThere('--mount-proc')).toEqual({ outside: 'unknown', reused: 'dead' });
  });

  test('nothing is judged by the /proc of the outside', () => {
    expect(judgedThere()).toEqual({ outside: 'unknown', reused: 'first: undefined' });
  });
});
