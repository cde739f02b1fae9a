import type { Readable, Writable } from 'node:stream';
import type { FileSystemState, HomeOptions } from '@missionctl/actions';
import type { TimeZone } from '@missionctl/session-model';

export type Stream = 'stdin' | 'stdout' | 'stderr';

/** The size of a terminal, in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What whoever draws on a terminal has to know. */
export interface TerminalEvents {
  readonly resized: () => void;
  /** For who leaves Ctrl-Z to the terminal. */
  readonly stops?: {
    /** Called before the process stops: the terminal belongs to others meanwhile. */
    readonly suspended: () => void;
    /** Called when the process goes on after that. */
    readonly resumed: () => void;
  };
}

/** Whose a file is, and who may do what with it. */
export interface FileOwner {
  readonly uid: number;
  /** The permission bits, `0o7777` and below. */
  readonly mode: number;
}

/** Files of the user's choice, anywhere, in whatever form. Failures of the system are thrown as they are. */
export interface NamedFiles {
  /** The effective user; undefined where there are none. */
  readonly user: () => number | undefined;
  /** Looks at a name without following a link; undefined when nothing has it. */
  readonly look: (path: string) => NamedFileFacts | undefined;
  /** Reads a regular file that is no link; undefined when nothing is there. */
  readonly readFile: (path: string, maxBytes: number) => OwnedBytes | undefined;
  /** Reads a pipe to its end, or one byte more than allowed. Waits for its writer. */
  readonly readPipe: (path: string, maxBytes: number) => OwnedBytes;
  /** Reads what a descriptor of this process leads to, to its end, or one byte more than allowed. */
  readonly readDescriptor: (descriptor: number, maxBytes: number) => Uint8Array;
}

export interface NamedFileFacts extends FileOwner {
  readonly kind: 'file' | 'directory' | 'fifo' | 'symlink' | 'other';
  /** What a link says; undefined for all else. */
  readonly target: string | undefined;
}

export interface OwnedBytes extends FileOwner {
  readonly bytes: Uint8Array;
}

/** How much of an input is read, and how long it is waited for. */
export interface InputLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** What a hook does with files of its harness. Failures of the system are thrown as they are. */
export interface HookFiles {
  /**
   * Reads stdin until what came so far can be parsed, whether it has ended or not. Undefined when it has
   * ended before, is too long, cannot be read, or does not come in time: then the process may end with that.
   *
   * @param parse Undefined for what is not whole.
   */
  readonly readInput: <T>(
    limits: InputLimits,
    parse: (text: string) => T | undefined,
  ) => Promise<T | undefined>;
  /** Appends to a regular file what is made of its text; to anything else, nothing. */
  readonly appendText: (path: string, textAfter: (before: string) => string) => void;
  /** The path without links; of what is not there yet, that of the directory in which it would be. */
  readonly realPath: (path: string) => string;
}

/** A user of this machine. */
export interface Account {
  readonly uid: number;
  readonly name: string;
  /** The absolute path of the user's home directory. */
  readonly home: string;
}

/** How this program was started. */
export interface StartedProgram {
  /** The words that start it again from any directory: absolute paths, and options of Node. */
  readonly words: readonly string[];
  /** Whether it lies in a cache from which `npx` ran it, and which may be emptied. */
  readonly isCached: boolean;
}

/** Everything outside of the program that the command line touches; only this folder touches it. */
export interface Context {
  /** The words behind the program's name. */
  readonly argv: readonly string[];
  /** The words that start this program from any directory; undefined unless it runs from source. */
  readonly checkout: () => readonly string[] | undefined;
  /** How this program was started, for who writes down how to start it again. */
  readonly program: () => StartedProgram;
  /** An environment variable; undefined when it is not set, or empty. */
  readonly environment: (name: string) => string | undefined;
  /** Every environment variable, for a program that is given some of them. */
  readonly variables: () => Readonly<Record<string, string | undefined>>;
  /** The user's home directory; undefined when the system knows none. */
  readonly userHome: () => string | undefined;
  readonly workingDirectory: () => string;
  /** The files that flags name; loaded on demand, since few commands have such a flag. */
  readonly namedFiles: () => Promise<NamedFiles>;
  /** What a hook reads and writes; loaded on demand. */
  readonly hookFiles: () => Promise<HookFiles>;
  /** Whether Node's permission model, where it is on, lets this process read there. */
  readonly mayRead: (path: string) => boolean;
  /** The file system that holds a path, and whether it takes a write; undefined where nothing is. */
  readonly fileSystem: (path: string) => FileSystemState | undefined;
  /** What is asked about processes; undefined for the operating system. */
  readonly processes: () => HomeOptions['processes'];
  /** Whose local time this is; undefined for what Node takes it for. */
  readonly zone: () => TimeZone | undefined;
  /** Milliseconds since the epoch, with a fraction. */
  readonly clock: () => number;
  /** At least 0 and less than 1, from the system's cryptographic source. */
  readonly random: () => number;
  /** Who this is, for an authority's records: `user@host`. */
  readonly principal: () => string;
  /** The account of a user id; default: of this user. Undefined where none is found. */
  readonly account: (uid?: number) => Account | undefined;
  /** The machine that this runs on, for an authority's records. */
  readonly machine: () => { readonly platform: string; readonly host: string };
  /** The number of the process that started this one; another one once that has ended. */
  readonly parent: () => number;
  /** What a protocol is spoken over: stdin and stdout. */
  readonly protocolStreams: () => { readonly input: Readable; readonly output: Writable };
  readonly isTerminal: (stream: Stream) => boolean;
  /** The size of the terminal that a stream is, which must be one; 80 by 24 if it does not know. */
  readonly terminalSize: (stream: 'stdout' | 'stderr') => TerminalSize;
  /** Reports what happens to the terminal that a stream is, until the returned function is called. */
  readonly watchTerminal: (stream: 'stdout' | 'stderr', events: TerminalEvents) => () => void;
  /**
   * Writes all of a text, or throws. A reader that has gone is no error: the result is false then.
   */
  readonly write: (stream: 'stdout' | 'stderr', text: string) => boolean;
  /** Asks on the terminal and waits for a line; undefined when the input has ended. */
  readonly ask: (question: string) => string | undefined;
  /**
   * The streams of the terminal, for a library that draws on it. The output, which is stderr, has
   * the size that `terminalSize` gives.
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
  /** The index of the first word of `argv` that is not UTF-8 and was changed by that; -1 for none. */
  readonly changedWord: () => Promise<number>;
  /**
   * Runs another program with these variables added to the environment, as if this one were not
   * there: this process becomes it where that leaves nothing behind, and else passes on what comes
   * to it. Resolves to its exit code, or to 128 and the number of the signal that ended it. Rejects
   * when it cannot be started, with a `code` that is an errno. Where this process does not become the
   * program, `startedBeside` is called with the program's process: it can live on when this one is killed.
   */
  readonly runProgram: (
    words: readonly [string, ...string[]],
    variables: Readonly<Record<string, string>>,
    startedBeside: (pid: number) => void,
  ) => Promise<number>;
}
