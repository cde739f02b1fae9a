import * as fs from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { errnoOf } from '../../src/index.ts';
import {
  effects,
  type FileFacts,
  type Operation,
  runSync,
  type System,
} from '../../src/operations.ts';
import { createMachine } from '../../src/testing.ts';

/** One call on names below a directory, or on one of the files that were opened until then. */
export interface Step {
  readonly call: string;
  readonly path: string;
  /** Linux may refuse a link to the files of others (/proc/sys/fs/protected_hardlinks). */
  readonly own: string;
  readonly other: string;
  readonly mode: number;
  /** Who gets an opened file. */
  readonly owner: readonly [uid: number, gid: number];
  readonly text: string;
  /** The number of an opened file, modulo their count. */
  readonly file: number;
}

interface Situation extends Omit<Step, 'call' | 'file'> {
  readonly opened: number[];
  readonly fd: number;
}

const calls: Readonly<Record<string, (at: Situation) => Operation<unknown>>> = {
  lstat: ({ path }) => effects.lstat(path),
  openToRead: (at) => opening(at, effects.open(at.path, 'read', 0)),
  create: (at) => opening(at, effects.open(at.path, 'create', at.mode)),
  append: (at) => opening(at, effects.open(at.path, 'append', 0)),
  openDirectory: (at) => opening(at, effects.open(at.path, 'directory', 0)),
  fstat: ({ fd }) => effects.fstat(fd),
  read: ({ fd }) => readSome(fd),
  write: ({ fd, text }) => effects.write(fd, Buffer.from(text), 0),
  fchmod: ({ fd, mode }) => effects.fchmod(fd, mode),
  fchown: ({ fd, owner: [uid, gid] }) => effects.fchown(fd, uid, gid),
  ftruncate: ({ fd, mode }) => effects.ftruncate(fd, mode * 10),
  futimes: ({ fd, mode }) => stamping(fd, mode * 1e9),
  fsync: ({ fd }) => effects.fsync(fd),
  close: (at) => closing(at),
  rename: ({ path, other }) => effects.rename(path, other),
  link: ({ own, other }) => effects.link(own, other),
  unlink: ({ path }) => effects.unlink(path),
  mkdir: ({ path, mode }) => effects.mkdir(path, mode),
  rmdir: ({ path }) => effects.rmdir(path),
  readdir: ({ path }) => effects.readdir(path),
};

function* opening({ opened }: Situation, open: Operation<number>): Operation<string> {
  opened.push(yield* open);
  return 'opened';
}

function* closing({ opened, fd }: Situation): Operation<void> {
  yield* effects.close(fd);
  opened.splice(opened.indexOf(fd), 1);
}

function* stamping(fd: number, ms: number): Operation<number> {
  yield* effects.futimes(fd, ms, ms);
  return (yield* effects.fstat(fd)).modifiedMs;
}

function* readSome(fd: number): Operation<string> {
  const buffer = new Uint8Array(3000);
  const length = yield* effects.read(fd, buffer, 0);
  return Buffer.from(buffer.subarray(0, length)).toString();
}

const ours = ['a', 'b', 'd', 'd/a', 'd/e', 'd/e/b', 'd/..', 'to-d', 'to-d/a', 'nowhere', 'no/a'];
const theirs = ['theirs/f', 'sticky/f', 'sticky/new', 'closed/f'];

export function steps(modes: readonly number[], users: readonly number[]): fc.Arbitrary<Step[]> {
  const step = fc.record({
    call: fc.constantFrom(...Object.keys(calls)),
    path: fc.constantFrom(...ours, ...theirs),
    own: fc.constantFrom(...ours),
    other: fc.constantFrom(...ours),
    mode: fc.constantFrom(...modes),
    owner: fc.tuple(fc.constantFrom(...users), fc.constantFrom(ownGroup, 1234)),
    text: fc.constantFrom('', 'short', 'x'.repeat(5000)),
    file: fc.nat(5),
  });
  return fc.array(step, { minLength: 10, maxLength: 60 });
}

const ownGroup = process.getegid?.() ?? 0;

/** Directories that belong to the user who runs the tests, and what others may do in them. */
const foreign = { theirs: 0o755, sticky: 0o1777, closed: 0o700 };

const links = { 'to-d': 'd', nowhere: 'missing' };

/** The content of a real directory at the start; it belongs to `uid`. */
export function furnish(root: string, uid: number): void {
  const own = (path: string): void => fs.lchownSync(path, uid, ownGroup);
  own(root);
  for (const [name, leadsTo] of Object.entries(links)) {
    fs.symlinkSync(leadsTo, join(root, name));
    own(join(root, name));
  }
  for (const [name, mode] of Object.entries(foreign)) {
    fs.mkdirSync(join(root, name));
    fs.writeFileSync(join(root, name, 'f'), 'theirs', { mode: 0o644 });
    fs.chmodSync(join(root, name), mode);
  }
}

export const simulatedRoot = '/root';

/** The same at `simulatedRoot` of a machine. */
export function simulated(uid: number, foreignUid: number): System {
  const root = simulatedRoot;
  const symlinks = Object.entries(links).map(
    ([name, leadsTo]) =>
      [`${root}/${name}`, { kind: 'symlink', leadsTo, uid, gid: ownGroup }] as const,
  );
  const files = Object.entries(foreign).flatMap(([name, mode]) => [
    [`${root}/${name}`, { kind: 'directory', mode, uid: foreignUid, gid: ownGroup }] as const,
    [
      `${root}/${name}/f`,
      { content: 'theirs', mode: 0o644, uid: foreignUid, gid: ownGroup },
    ] as const,
  ]);
  const machine = createMachine({
    files: {
      [root]: { kind: 'directory', uid, gid: ownGroup },
      ...Object.fromEntries([...symlinks, ...files]),
    },
  });
  return machine.start({ uid, gid: ownGroup, umask: process.umask() }).system;
}

/** The result of each step, in a form that can be compared between two file systems. */
export function answersOf(plan: readonly Step[], root: string, system?: System): unknown[] {
  const opened: number[] = [];
  const answers = plan.map(({ call, file, ...step }) => {
    const fd = opened[file % Math.max(1, opened.length)] ?? 999_999;
    const at = {
      ...step,
      path: `${root}/${step.path}`,
      own: `${root}/${step.own}`,
      other: `${root}/${step.other}`,
      opened,
      fd,
    };
    try {
      return [call, comparable(runSync(protocolOf(call, at), system))];
    } catch (error) {
      return [call, errnoOf(error) ?? String(error)];
    }
  });
  for (const fd of opened) runSync(effects.close(fd), system);
  return answers;
}

function protocolOf(call: string, at: Situation): Operation<unknown> {
  const operation = calls[call];
  if (operation === undefined) throw new TypeError(`no such call: ${call}`);
  return operation(at);
}

function comparable(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.toSorted();
  if (!isFacts(answer)) return answer;
  const { kind, mode, uid, gid, size, links } = answer;
  // A link's mode means nothing; the size and the links of a directory are the file system's own.
  if (kind === 'symlink') return { kind, uid, gid };
  return kind === 'directory' ? { kind, mode, uid, gid } : { kind, mode, uid, gid, size, links };
}

function isFacts(answer: unknown): answer is FileFacts {
  return typeof answer === 'object' && answer !== null && 'kind' in answer;
}
