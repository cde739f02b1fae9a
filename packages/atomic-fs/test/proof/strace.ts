import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// Found by name, since it is a tool of the machine and not a dependency.
const tracer = 'strace';

/** Whether strace is installed and may trace here. */
export function straceWorks(): boolean {
  try {
    execFileSync(tracer, ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** One system call: its name, its arguments as strace writes them, and its result. */
export interface SystemCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly answer: string;
}

// Every call on files; `?` lets strace go on where an architecture has no such call.
const traced = [
  'open openat close read pread64 write pwrite64 writev pwritev fsync fdatasync sync_file_range',
  'stat lstat fstat newfstatat statx access faccessat rename renameat renameat2 link linkat',
  'unlink unlinkat mkdir mkdirat rmdir symlink symlinkat chmod fchmod fchmodat chown fchown',
  'fchownat readlink readlinkat truncate ftruncate fallocate utimensat fcntl flock getdents64 lseek',
].flatMap((line) => line.split(' '));

/** Runs a Node program under strace; every call that it made on files, in order. */
export function trace(program: readonly string[], log: string): readonly SystemCall[] {
  const filter = `trace=${traced.map((name) => `?${name}`).join()}`;
  const node = [process.execPath, '--conditions=missionctl-source', ...program];
  execFileSync(tracer, ['-f', '-y', '-s', '4096', '-o', log, '-e', filter, ...node]);
  return callsIn(readFileSync(log, 'utf8'));
}

/** A call that another thread interrupts is written in two pieces, and counts from its start. */
function callsIn(log: string): readonly SystemCall[] {
  const calls: (SystemCall | undefined)[] = [];
  const unfinished = new Map<string, { readonly place: number; readonly text: string }>();
  for (const line of log.split('\n')) {
    const [, pid = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const begun = /^(.*) <unfinished \.\.\.>$/.exec(text)?.[1];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
    const start = resumed === undefined ? undefined : unfinished.get(pid);
    if (begun !== undefined) unfinished.set(pid, { place: calls.push(undefined) - 1, text: begun });
    else if (start !== undefined) calls[start.place] = parse(`${start.text}${resumed}`);
    else calls.push(parse(text));
  }
  return calls.filter((call) => call !== undefined);
}

function parse(text: string): SystemCall | undefined {
  const [, name, args, answer] = /^(\w+)\((.*)\)\s+= (.*)$/.exec(text) ?? [];
  if (name === undefined || args === undefined || answer === undefined) return undefined;
  return { name, args: argumentsIn(args), answer };
}

/** Splits at the commas outside of strings and structures. */
function argumentsIn(text: string): readonly string[] {
  const found = text.match(
    /(?:"(?:[^"\\]|\\.)*"(?:\.\.\.)?|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\[[^\]]*\]|<[^>]*>|[^,"{[<])+/g,
  );
  return (found ?? []).map((arg) => arg.trim());
}
