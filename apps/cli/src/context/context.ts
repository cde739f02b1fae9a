import type { Readable, Writable } from 'node:stream';
import type { TimeZone } from '@missionctl/session-model';

export type Stream = 'stdin' | 'stdout' | 'stderr';

/** Everything outside of the program that the command line touches; only this folder touches it. */
export interface Context {
  /** The words behind the program's name. */
  readonly argv: readonly string[];
  /** The words that start this program from any directory; undefined unless it runs from source. */
  readonly checkout: () => readonly string[] | undefined;
  /** An environment variable; undefined when it is not set, or empty. */
  readonly environment: (name: string) => string | undefined;
  /** The user's home directory; undefined when the system knows none. */
  readonly userHome: () => string | undefined;
  readonly workingDirectory: () => string;
  /** Whether Node's permission model, where it is on, lets this process read there. */
  readonly mayRead: (path: string) => boolean;
  /** The type of the file system that holds a path (statfs(2)); undefined where nothing is. */
  readonly fileSystemType: (path: string) => number | undefined;
  /** Whose local time this is; undefined for what Node takes it for. */
  readonly zone: () => TimeZone | undefined;
  /** Milliseconds since the epoch, with a fraction. */
  readonly clock: () => number;
  /** At least 0 and less than 1, from the system's cryptographic source. */
  readonly random: () => number;
  /** Who this is, for an authority's records: `user@host`. */
  readonly principal: () => string;
  /** The machine that this runs on, for an authority's records. */
  readonly machine: () => { readonly platform: string; readonly host: string };
  readonly isTerminal: (stream: Stream) => boolean;
  /**
   * Writes all of a text, or throws. A reader that has gone is no error: the result is false then.
   */
  readonly write: (stream: 'stdout' | 'stderr', text: string) => boolean;
  /** Asks on the terminal and waits for a line; undefined when the input has ended. */
  readonly ask: (question: string) => string | undefined;
  /**
   * The streams of the terminal, for a library that draws on it.
   *
   * @param color Whether the library may use color.
   */
  readonly terminal: (color: boolean) => {
    readonly input: Readable;
    readonly output: Writable;
  };
  /** Resolves after so many milliseconds; rejects with the signal's reason when it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Calls again and again, so many milliseconds apart, until the returned function is called. */
  readonly every: (ms: number, call: () => void) => () => void;
  /**
   * Runs with a signal that aborts when the process is asked to end (Ctrl-C, SIGTERM, SIGHUP),
   * instead of ending at once. Asked a second time, the process does end at once.
   */
  readonly interruptible: <T>(body: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /**
   * Runs another program on the streams of this one, with these variables added to the environment.
   * Resolves to its exit code, or to 128 and the number of the signal that ended it. Ctrl-C is left
   * to the program; other signals that end a process are passed on to it. Rejects when it cannot be
   * started.
   */
  readonly runProgram: (
    words: readonly [string, ...string[]],
    variables: Readonly<Record<string, string>>,
  ) => Promise<number>;
}
