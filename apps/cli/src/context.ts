import { fstatSync, readSync, statfsSync, writeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { errnoOf } from '@missionctl/atomic-fs';
import { type EndingSignal, InterruptedError } from './interrupted-error.ts';

export type Stream = 'stdin' | 'stdout' | 'stderr';

/** Everything of the outside that the command line touches. Only this file touches it. */
export interface Context {
  /** The words after the command's own name. */
  readonly argv: readonly string[];
  /** The words that start this program from any directory; undefined unless it runs from source. */
  readonly checkout: () => readonly string[] | undefined;
  /** An environment variable; undefined when it is not set, or empty. */
  readonly environment: (name: string) => string | undefined;
  /** The user's home directory; undefined when the system knows none. */
  readonly userHome: () => string | undefined;
  readonly workingDirectory: () => string;
  /** The type of the file system that a path is on (statfs(2)); undefined where nothing is. */
  readonly fileSystemType: (path: string) => number | undefined;
  /** Milliseconds since the epoch, with a fraction. */
  readonly clock: () => number;
  /** At least 0 and less than 1, from the system's cryptographic source. */
  readonly random: () => number;
  /** Who this is, for an authority's records: `user@host`. */
  readonly principal: () => string;
  readonly isTerminal: (stream: Stream) => boolean;
  /** Writes all of a text, or throws. A reader that went away is no error: then it is false. */
  readonly write: (stream: 'stdout' | 'stderr', text: string) => boolean;
  /** Asks on the terminal and waits for a line; undefined when the input has ended. */
  readonly ask: (question: string) => string | undefined;
  /**
   * The streams of the terminal that questions are asked on, for a library that draws on it. One
   * that asks Node whether to colour is told not to, where colour is not wanted.
   */
  readonly terminal: (color: boolean) => {
    readonly input: Readable;
    readonly output: Writable;
  };
  /** What an authority is told of the machine that asks. */
  readonly machine: () => { readonly platform: string; readonly host: string };
  /** Resolves after so many milliseconds; rejects with the signal's reason when it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Calls again and again, so many milliseconds apart, until what it returns is called. */
  readonly every: (ms: number, call: () => void) => () => void;
  /**
   * Runs with a signal that aborts when the process is asked to end (Ctrl-C, SIGTERM, SIGHUP),
   * instead of ending where it stands; asked the same once more, it does.
   */
  readonly interruptible: <T>(body: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /**
   * Runs another program on this one's own streams, with these variables besides its own, and
   * resolves to its exit code; 128 and the number of the signal that ended it. Ctrl-C is left to
   * it, and what else ends a process is passed on. Rejects when it cannot be started.
   */
  readonly runProgram: (
    words: readonly [string, ...string[]],
    variables: Readonly<Record<string, string>>,
  ) => Promise<number>;
}

const endingSignals: readonly EndingSignal[] = ['SIGHUP', 'SIGINT', 'SIGTERM'];
const descriptors: Readonly<Record<Stream, number>> = { stdin: 0, stdout: 1, stderr: 2 };

export function createContext(): Context {
  return {
    argv: process.argv.slice(2),
    checkout,
    environment: (name) => process.env[name] || undefined,
    userHome,
    workingDirectory: () => process.cwd(),
    fileSystemType,
    clock: createClock(),
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    principal: () => `${userName()}@${os().hostname()}`,
    isTerminal: (stream) => isTerminal(descriptors[stream]),
    write: (stream, text) => writeAll(descriptors[stream], text),
    ask: (question) => {
      writeAll(descriptors.stderr, question);
      return readLine(descriptors.stdin);
    },
    terminal: (color) => {
      if (!color) process.env['NO_COLOR'] = '1';
      return { input: process.stdin, output: process.stderr };
    },
    machine: () => ({ platform: process.platform, host: os().hostname() }),
    sleep,
    every: (ms, call) => {
      const timer = setInterval(call, ms);
      return () => clearInterval(timer);
    },
    interruptible,
    runProgram,
  };
}

function runProgram(
  [file, ...args]: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const env = { ...process.env, ...variables };
  const passedOn = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', env });
    // A terminal sends its signals to the program as well.
    const pass = (signal: NodeJS.Signals): void => {
      const typed = signal === 'SIGINT' || signal === 'SIGQUIT';
      if (!(typed && isTerminal(descriptors.stdin))) child.kill(signal);
    };
    const end = (tell: () => void): void => {
      for (const signal of passedOn) process.off(signal, pass);
      tell();
    };
    for (const signal of passedOn) process.on(signal, pass);
    child.once('error', (error) => end(() => reject(error)));
    child.once('exit', (code, signal) =>
      end(() => resolve(code ?? 128 + (signal === null ? 0 : os().constants.signals[signal]))),
    );
  });
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

async function interruptible<T>(body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const listeners = endingSignals.map((signal) => {
    const interrupt = (): void => controller.abort(new InterruptedError(signal));
    process.once(signal, interrupt);
    return { signal, interrupt };
  });
  try {
    return await body(controller.signal);
  } finally {
    for (const { signal, interrupt } of listeners) process.off(signal, interrupt);
  }
}

function fileSystemType(path: string): number | undefined {
  try {
    return statfsSync(path).type;
  } catch {
    return undefined;
  }
}

// Not `performance`: touching it costs a twentieth of the whole start.
function createClock(): () => number {
  const startMs = Date.now();
  const start = process.hrtime();
  return () => {
    const [seconds, nanoseconds] = process.hrtime(start);
    return startMs + seconds * 1e3 + nanoseconds / 1e6;
  };
}

// Loading `node:tty` costs an eighth of the start, and what is no character device is no terminal.
function isTerminal(fd: number): boolean {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule('node:tty').isatty(fd);
}

function checkout(): readonly string[] | undefined {
  const [, main = ''] = process.argv;
  if (!main.endsWith('.ts')) return undefined;
  return [process.execPath, '--conditions=missionctl-source', main];
}

// `node:os` costs a fiftieth of the start, and on POSIX it would ask the environment first too.
function userHome(): string | undefined {
  const { HOME } = process.env;
  if (process.platform !== 'win32' && HOME) return HOME;
  try {
    return os().homedir() || undefined;
  } catch {
    return undefined;
  }
}

function os(): typeof import('node:os') {
  return process.getBuiltinModule('node:os');
}

function userName(): string {
  try {
    return os().userInfo().username;
  } catch {
    return `${process.getuid?.() ?? 'unknown'}`;
  }
}

// Not process.stdout: touching it costs a sixth of the whole start.
function writeAll(fd: number, text: string): boolean {
  const bytes = Buffer.from(text);
  try {
    for (let offset = 0; offset < bytes.length; ) {
      offset += whenReady(1, () => writeSync(fd, bytes, offset));
    }
    return true;
  } catch (error) {
    if (!isReaderGone(fd, errnoOf(error))) throw error;
    return false;
  }
}

/** EIO is that of a terminal which was taken away; a file's is a disk that fails. */
function isReaderGone(fd: number, errno: string | undefined): boolean {
  return errno === 'EPIPE' || (errno === 'EIO' && fstatSync(fd).isCharacterDevice());
}

function readLine(fd: number): string | undefined {
  const bytes: number[] = [];
  const one = Buffer.alloc(1);
  while (whenReady(20, () => readSync(fd, one, 0, 1, null)) === 1) {
    if (one[0] === 0x0a) return Buffer.from(bytes).toString('utf8').trim();
    bytes.push(one[0] ?? 0);
  }
  return bytes.length === 0 ? undefined : Buffer.from(bytes).toString('utf8').trim();
}

/** Whoever shares the terminal or the pipe may have made it non-blocking. */
function whenReady<T>(pollMs: number, call: () => T): T {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
    }
  }
}
