import * as fs from 'node:fs';
import * as os from 'node:os';
import * as tty from 'node:tty';

export type Stream = 'stdin' | 'stdout' | 'stderr';

/** Everything of the outside that the command line touches. Only this file touches it. */
export interface Context {
  /** The words after the command's own name. */
  readonly argv: readonly string[];
  /** An environment variable; undefined when it is not set, or empty. */
  readonly environment: (name: string) => string | undefined;
  /** The user's home directory; undefined when the system knows none. */
  readonly userHome: () => string | undefined;
  readonly workingDirectory: () => string;
  /** Milliseconds since the epoch, with a fraction. */
  readonly clock: () => number;
  /** At least 0 and less than 1, from the system's cryptographic source. */
  readonly random: () => number;
  /** Who this is, for an authority's records: `user@host`. */
  readonly principal: () => string;
  readonly isTerminal: (stream: Stream) => boolean;
  /** Writes all of a text, or throws. A reader that went away is no error. */
  readonly write: (stream: 'stdout' | 'stderr', text: string) => void;
  /** Asks on the terminal and waits for a line; undefined when the input has ended. */
  readonly ask: (question: string) => string | undefined;
}

const descriptors: Readonly<Record<Stream, number>> = { stdin: 0, stdout: 1, stderr: 2 };

export function createContext(): Context {
  return {
    argv: process.argv.slice(2),
    environment: (name) => process.env[name] || undefined,
    userHome,
    workingDirectory: () => process.cwd(),
    clock: () => performance.timeOrigin + performance.now(),
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    principal: () => `${userName()}@${os.hostname()}`,
    isTerminal: (stream) => tty.isatty(descriptors[stream]),
    write: (stream, text) => writeAll(descriptors[stream], text),
    ask: (question) => {
      writeAll(descriptors.stderr, question);
      return readLine(descriptors.stdin);
    },
  };
}

function userHome(): string | undefined {
  try {
    return os.homedir() || undefined;
  } catch {
    return undefined;
  }
}

function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `${process.getuid?.() ?? 'unknown'}`;
  }
}

// Not process.stdout: touching it costs a sixth of the whole start.
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += fs.writeSync(fd, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function readLine(fd: number): string | undefined {
  const bytes: number[] = [];
  const one = Buffer.alloc(1);
  while (fs.readSync(fd, one, 0, 1, null) === 1) {
    if (one[0] === 0x0a) return Buffer.from(bytes).toString('utf8').trim();
    bytes.push(one[0] ?? 0);
  }
  return bytes.length === 0 ? undefined : Buffer.from(bytes).toString('utf8').trim();
}
