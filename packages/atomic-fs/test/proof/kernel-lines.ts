import type { SystemCall } from './strace.ts';

/**
 * The calls to the kernel below `root`, as lines such as `open create /d/.a.*.tmp 0600`. The
 * many calls by which SQLite takes a lock, and readdir(3) lists a directory, are one line each.
 */
export function kernelLines(calls: readonly SystemCall[], root: string): readonly string[] {
  const opened = new Map<string, Use>();
  return calls.flatMap((call) => {
    const paths = call.args.flatMap((arg) => pathsIn(arg, root));
    if (paths.length === 0) return [];
    const words = call.name.startsWith('open') ? opening(call, opened) : using(call, opened);
    return words === undefined ? [] : [lineOf(words, paths, call.answer)];
  });
}

/** The user of a descriptor. */
type Use = 'operation' | 'readdir' | 'creation' | 'sqlite';

interface Words {
  readonly call: string;
  /** What follows the path: a mode, or a count of bytes. */
  readonly detail?: string | undefined;
}

const openings: Readonly<Record<string, readonly [string, Use]>> = {
  'O_RDONLY|O_NONBLOCK|O_NOFOLLOW|O_CLOEXEC': ['open read', 'operation'],
  'O_WRONLY|O_CREAT|O_EXCL|O_NOFOLLOW|O_CLOEXEC': ['open create', 'operation'],
  'O_WRONLY|O_APPEND|O_NONBLOCK|O_NOFOLLOW|O_CLOEXEC': ['open append', 'operation'],
  'O_RDONLY|O_CLOEXEC|O_DIRECTORY': ['open directory', 'operation'],
  'O_RDONLY|O_NONBLOCK|O_CLOEXEC|O_DIRECTORY': ['readdir', 'readdir'],
  'O_RDWR|O_CREAT|O_NOFOLLOW|O_CLOEXEC': ['createLock', 'creation'],
  'O_RDWR|O_NOFOLLOW|O_CLOEXEC': ['openLock', 'sqlite'],
};

function opening({ args, answer }: SystemCall, opened: Map<string, Use>): Words {
  const flags = args.find((arg) => arg.startsWith('O_')) ?? '';
  const [call, use] = openings[flags] ?? [`open ${flags}`, 'operation'];
  opened.set(descriptorIn(answer), use);
  return { call, detail: call === 'open create' ? args.at(-1) : undefined };
}

function using(call: SystemCall, opened: Map<string, Use>): Words | undefined {
  const fd = descriptorIn(call.args[0] ?? '');
  const use = opened.get(fd) ?? 'operation';
  if (call.name === 'close') opened.delete(fd);
  if (use === 'readdir') return undefined;
  return use === 'operation' ? asking(call) : locking(call, use);
}

/**
 * SQLite proves its lock by one byte locked for writing; every other call that is not a look is
 * listed.
 */
function locking({ name, args }: SystemCall, use: Use): Words | undefined {
  if (name === 'close') return use === 'creation' ? undefined : { call: 'closeLock' };
  if (name === 'fcntl' && args.some((arg) => arg.includes('F_WRLCK'))) return { call: 'tryLock' };
  return ['fcntl', 'fstat', 'newfstatat', 'pread64', 'lseek'].includes(name)
    ? undefined
    : { call: name };
}

/** The stat calls of the C library are SQLite's; Node calls statx(2). */
const looksOfSqlite: ReadonlySet<string> = new Set(['stat', 'lstat', 'newfstatat', 'access']);

function asking({ name, args, answer }: SystemCall): Words | undefined {
  if (looksOfSqlite.has(name)) return undefined;
  if (name === 'statx') return { call: args.join().includes('AT_EMPTY_PATH') ? 'fstat' : 'lstat' };
  if (name === 'read' || name === 'write') return { call: name, detail: answer };
  if (name === 'unlinkat') return { call: args.includes('AT_REMOVEDIR') ? 'rmdir' : 'unlink' };
  if (name === 'utimensat') return { call: 'futimes' };
  const call = name.replace(/at2?$/, '');
  const isDetailed = call === 'mkdir' || call === 'fchmod' || call === 'ftruncate';
  return { call, detail: isDetailed ? args.at(-1) : undefined };
}

export function lineOf({ call, detail }: Words, paths: readonly string[], answer = ''): string {
  const failure = /^-1 (E\w+)/.exec(answer)?.[1];
  const names = paths
    .map((path) => path.replace(/\.[0-9a-z]{12}\.(tmp|mode)$/, '.*.$1'))
    .join(' -> ');
  return [call, names, detail, failure].filter((word) => word !== undefined).join(' ');
}

/** The paths below the root, from a string or from what a descriptor leads to. */
function pathsIn(arg: string, root: string): readonly string[] {
  if (arg.startsWith('AT_FDCWD')) return [];
  const path = /^"(.*)"$/.exec(arg)?.[1] ?? /^\d+<(.*)>$/.exec(arg)?.[1];
  return path === root || path?.startsWith(`${root}/`) ? [path.slice(root.length) || '/'] : [];
}

function descriptorIn(text: string): string {
  return /^\d+/.exec(text)?.[0] ?? text;
}
