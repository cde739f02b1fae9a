import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { ErrorCode, FileSystemState } from '@missionctl/actions';
import type { TimeZone } from '@missionctl/session-model';
import { onTestFinished } from 'vitest';
import { runCommandLine } from '../../src/app.ts';
import type {
  Account,
  Context,
  NamedFiles,
  Stream,
  TerminalSize,
} from '../../src/context/context.ts';
import { appendText } from '../../src/context/hook/append-text.ts';
import { realPath } from '../../src/context/hook/real-path.ts';
import { namedFiles } from '../../src/context/named-files.ts';
import { errorNotes } from '../../src/errors/error-notes.ts';
import { nothingKnown, type Processes } from './processes.ts';

/** The one line that `--json` prints. */
export interface Envelope {
  readonly result: 'success' | 'error';
  readonly mission_id?: string | null;
  readonly participant_id?: string | null;
  readonly acting_as?: string | null;
  readonly resolved_from?: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
  readonly error_code?: string;
  readonly error_message?: string;
  readonly hint?: string | null;
  readonly retryable?: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The JSON line of a command that succeeded. */
export type Success = Envelope & Required<Pick<Envelope, 'data' | 'warnings'>>;

/** The result of one run of the command line. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The questions that were asked on the terminal. */
  readonly questions: readonly string[];
  /** The line on stdout; throws when there is not exactly one. */
  readonly json: Envelope;
}

/** The surroundings of a run; default: no terminal, and only MISSIONCTL_HOME in the environment. */
export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  /** The words that start the program, when it runs from a checkout. */
  readonly checkout?: readonly string[];
  /** Which streams are a terminal; default none. */
  readonly terminal?: readonly Stream[];
  /** The size of the terminal; default 80 by 24. */
  readonly size?: TerminalSize;
  /** Parts of the context that a test plays itself. */
  readonly context?: Partial<Context>;
  /** What a harness writes to stdin; default: nothing. */
  readonly input?: string;
  /** What a person answers, in order; afterwards the input has ended. */
  readonly answers?: readonly string[];
  readonly userHome?: string | undefined;
  /** What is known of processes; default: nothing, so that nobody is here or gone by proof. */
  readonly processes?: Processes;
  /** Whose local time it is; default: that of the engine. */
  readonly zone?: TimeZone;
  /** Whether Node's permission model lets the process read the home; default true. */
  readonly mayRead?: boolean;
  /** What the system says of the file system of every path; default: ext4, with room for more. */
  readonly fileSystem?: Partial<FileSystemState>;
  /** The working directory, or why it cannot be found out; default `/`. */
  readonly directory?: string | Error;
  /** Who owns what a flag names, as user 1000 sees it; default: whoever owns it, as who runs the tests. */
  readonly owner?: (path: string) => number;
  /** Who the system says this is; default `me@machine`. */
  readonly principal?: () => string;
  /** The accounts that the system knows, by user id; default: only this user's own. */
  readonly accounts?: Readonly<Record<number, Account>>;
  /** Throws instead of writing to this stream. */
  readonly unwritable?: readonly ('stdout' | 'stderr')[];
}

/** A home of its own for one test, and the command line run in it in this process. */
export interface TestHome {
  /** Not created until a command does. */
  readonly path: string;
  /** Words as one text split at spaces, or as a list. */
  run(words: string | readonly string[], around?: Surroundings): Promise<Ran>;
  /** Runs a command that must succeed, and returns its JSON. */
  ok(words: string, around?: Surroundings): Promise<Success>;
  /** Moves the clock forward for later commands. */
  pass(ms: number): void;
  sessionPath(missionId: string, alias?: string): string;
  read(path: string): string;
  write(path: string, content: string): void;
  /** The content of a session file. */
  session(missionId: string, alias?: string): Readonly<Record<string, unknown>>;
  /** Changes keys of a session file as another program would. */
  edit(missionId: string, keys: Readonly<Record<string, unknown>>): void;
  pointer(): Readonly<Record<string, unknown>>;
  /** Every path below the home with its mode and content: equal only when nothing was touched. */
  snapshot(): Readonly<Record<string, string>>;
}

const roomyDisk: FileSystemState = {
  type: 0xef53,
  refusal: undefined,
  freeBytes: 1e9,
  freeFiles: 1e6,
};

/** A directory that is removed after the test. */
export function tempDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'missionctl-cli-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function testHome(path: string = join(tempDirectory(), 'home')): TestHome {
  let nowMs = Date.UTC(2026, 2, 1, 12);
  const clock = (): number => {
    nowMs += 1.25;
    return nowMs;
  };
  const sessionPath = (missionId: string, alias?: string): string =>
    join(
      path,
      'missions',
      missionId,
      ...(alias === undefined ? [] : ['as', alias]),
      'session.json',
    );
  const home: TestHome = {
    path,
    run: (words, around = {}) =>
      runIn(path, clock, typeof words === 'string' ? words.split(' ') : words, around),
    ok: async (words, around = {}) => {
      const ran = await home.run(`${words} --json`, around);
      const { data, warnings, ...rest } = ran.json;
      if (ran.code === 0 && data !== undefined && warnings !== undefined) {
        return { ...rest, data, warnings };
      }
      throw new Error(`${words}: ${ran.stdout}${ran.stderr}`);
    },
    pass: (ms) => {
      nowMs += ms;
    },
    sessionPath,
    read: (file) => readFileSync(file, 'utf8'),
    write: (file, content) => writeFileSync(file, content),
    session: (missionId, alias) => readJson(sessionPath(missionId, alias)),
    edit: (missionId, keys) => {
      const file = sessionPath(missionId);
      writeFileSync(file, JSON.stringify({ ...readJson(file), ...keys }, null, 2));
    },
    pointer: () => readJson(join(path, 'session.json')),
    snapshot: () => snapshotOf(path),
  };
  return home;
}

async function runIn(
  home: string,
  clock: () => number,
  argv: readonly string[],
  around: Surroundings,
): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const questions: string[] = [];
  const answers = [...(around.answers ?? [])];
  const environment = new Map(Object.entries({ MISSIONCTL_HOME: home, ...around.environment }));
  const context: Context = {
    argv,
    checkout: () => around.checkout,
    program: () => ({ words: ['/usr/local/bin/missionctl'], isCached: false }),
    environment: (name) => environment.get(name) || undefined,
    variables: () => ({ PATH: process.env['PATH'], HOME: home, ...around.environment }),
    userHome: () => around.userHome,
    workingDirectory: () => {
      if (around.directory instanceof Error) throw around.directory;
      return around.directory ?? '/';
    },
    namedFiles: async () => (around.owner === undefined ? namedFiles : ownedBy(around.owner)),
    hookFiles: async () => ({
      readInput: async (_limits, parse) => parse(around.input ?? ''),
      appendText,
      realPath,
    }),
    mayRead: () => around.mayRead ?? true,
    fileSystem: () => ({ ...roomyDisk, ...around.fileSystem }),
    processes: () => around.processes ?? nothingKnown,
    zone: () => around.zone,
    clock,
    random: Math.random,
    account: (uid) =>
      uid === undefined
        ? { uid: process.getuid?.() ?? 0, name: 'me', home: '/home/me' }
        : around.accounts?.[uid],
    principal: around.principal ?? (() => 'me@machine'),
    terminalSize: () => around.size ?? { columns: 80, rows: 24 },
    watchTerminal: () => () => {},
    parent: () => 1,
    protocolStreams: () => {
      throw new Error('no protocol is spoken over the streams of the tests’ own process');
    },
    isTerminal: (stream) => around.terminal?.includes(stream) ?? false,
    write: (stream, text) => {
      if (around.unwritable?.includes(stream)) throw new Error(`ENOSPC: ${stream} is full`);
      written[stream] += text;
      return true;
    },
    ask: (question) => {
      questions.push(question);
      return answers.shift();
    },
    terminal: () => {
      throw new Error('no terminal is drawn on in the tests’ own process');
    },
    machine: () => ({ platform: 'linux', host: 'machine' }),
    // A time limit never comes; a longer pause is over at once.
    sleep: (ms) => (ms > 5000 ? Promise.resolve() : new Promise(() => {})),
    every: () => () => {},
    interruptible: (body) => body(new AbortController().signal),
    changedWord: async () => -1,
    runProgram: () => Promise.reject(new Error('no program is run in the tests’ own process')),
    ...around.context,
  };
  const code = await runCommandLine(context, '1.2.3');
  return {
    code,
    ...written,
    questions,
    get json() {
      return onlyLine(written.stdout);
    },
  };
}

/** The real files, with other owners: the tests need not be root to see files of root's. */
function ownedBy(owner: (path: string) => number): NamedFiles {
  const { look, readFile, readPipe } = namedFiles;
  return {
    ...namedFiles,
    user: () => 1000,
    look: (path) => {
      const facts = look(path);
      return facts && { ...facts, uid: owner(path) };
    },
    readFile: (path, maxBytes) => {
      const file = readFile(path, maxBytes);
      return file && { ...file, uid: owner(path) };
    },
    readPipe: (path, maxBytes) => ({ ...readPipe(path, maxBytes), uid: owner(path) }),
  };
}

/** The envelope, when stdout is exactly one line. */
export function onlyLine(stdout: string): Envelope {
  const lines = stdout.split('\n');
  if (lines.length !== 2 || lines[1] !== '') throw new Error(`not one line: '${stdout}'`);
  const envelope = JSON.parse(lines[0] ?? '') as Envelope;
  const undocumented = undocumentedDetails(envelope);
  if (undocumented.length > 0) {
    throw new Error(`error-notes.ts lacks details of ${envelope.error_code}: ${undocumented}`);
  }
  return envelope;
}

/** The keys of an error's details that the table in the documents does not have for its code. */
function undocumentedDetails({ error_code, details = {} }: Envelope): readonly string[] {
  if (error_code === undefined) return [];
  const documented: readonly string[] = errorNotes[error_code as ErrorCode].details;
  return Object.keys(details).filter((key) => !documented.includes(key));
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
}

function snapshotOf(root: string): Readonly<Record<string, string>> {
  if (!existsSync(root)) return {};
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries.map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    const { mode, mtimeMs, size } = lstatSync(path);
    const content = entry.isFile() && size < 10_000 ? readFileSync(path, 'latin1') : `${size}`;
    return [relative(root, path), `${(mode & 0o777).toString(8)} ${mtimeMs} ${content}`];
  });
  return Object.fromEntries(files.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
