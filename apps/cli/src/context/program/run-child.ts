import type { ChildProcess } from 'node:child_process';
import { closeLostTerminalsAtExit } from '../lost-terminal.ts';
import { isTerminal } from '../standard-streams.ts';
import { procFile } from './proc-file.ts';

/** Stopping the program is stopping this process, and going on with one is going on with both. */
const passedOn = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGTERM',
  'SIGCONT',
  'SIGTSTP',
  'SIGWINCH',
  'SIGIO',
  'SIGPWR',
] as const;

/** A process that ends by one of these leaves its memory in a file: one such file is enough. */
const dumping: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGSYS',
]);

/**
 * Runs a program as a child, for as long as it runs: with the streams and these descriptors, and
 * with the signals that come to this process. Resolves to its exit code; where a signal ended it,
 * this process ends by the same, or resolves to 128 and its number.
 */
export function runChild(
  [file, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  {
    descriptors,
    started,
  }: {
    readonly descriptors: readonly number[];
    /** Called with the process of the program, as soon as there is one. */
    readonly started: (pid: number) => void;
  },
): Promise<number> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  return new Promise((resolve, reject) => {
    let child: ChildProcess | undefined;
    const pass = (signal: NodeJS.Signals): void => {
      if (!(isKey(signal) && isInForeground())) child?.kill(signal);
      if (signal === 'SIGTSTP') process.kill(process.pid, 'SIGSTOP');
    };
    const end = (settle: () => void): void => {
      for (const signal of passedOn) process.off(signal, pass);
      closeLostTerminalsAtExit();
      settle();
    };
    // Before the program is started: by the time that spawn returns, it may have run for a while.
    for (const signal of passedOn) process.on(signal, pass);
    child = spawn(file, args, { stdio: stdioOf(descriptors), env });
    if (child.pid !== undefined) started(child.pid);
    child.once('error', (error) => end(() => reject(error)));
    child.once('exit', (code, signal) => end(() => resolve(code ?? endBy(signal))));
  });
}

/** Each descriptor under its own number. */
function stdioOf(descriptors: readonly number[]): ('inherit' | 'ignore' | number)[] {
  const length = Math.max(2, ...descriptors) + 1;
  return Array.from({ length }, (_, number) => {
    if (number < 3) return 'inherit';
    return descriptors.includes(number) ? number : 'ignore';
  });
}

/** A terminal sends these two to every process in its foreground, the program among them. */
function isKey(signal: NodeJS.Signals): boolean {
  return signal === 'SIGINT' || signal === 'SIGQUIT';
}

/** Whether this process is in the foreground of its terminal (proc(5)). */
function isInForeground(): boolean {
  if (process.platform !== 'linux') return isTerminal('stdin');
  const [, group, foreground] =
    /^.*\) \S \d+ (\d+) \d+ -?\d+ (-?\d+) /s.exec(procFile('stat')) ?? [];
  return group !== undefined && group === foreground;
}

/** Returns only when the signal does not end this process. */
function endBy(signal: NodeJS.Signals | null): number {
  if (signal === null) return 128;
  if (process.platform !== 'win32' && !dumping.has(signal)) process.kill(process.pid, signal);
  return 128 + process.getBuiltinModule('node:os').constants.signals[signal];
}
