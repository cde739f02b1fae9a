/** What Linux says of a process in one line (`/proc/<pid>/stat`, proc_pid_stat(5)). */
export interface ProcessStat {
  /** The name of its program, at most 15 bytes of it. */
  readonly name: string;
  /** The number of its parent; 0 for one outside of the namespace. */
  readonly parent: number;
  /** The number of its session: that of the process which leads it. */
  readonly session: number;
  /** Whether it has a terminal. */
  readonly hasTerminal: boolean;
  /** When it started, in ticks of a clock since the boot. */
  readonly start: string;
  /** Whether it has ended, and only its parent has not yet asked how. */
  readonly ended: boolean;
}

/**
 * The second field is the name, which may hold spaces and parentheses; the others are counted from its
 * end. A zombie with threads is one whose first thread alone has ended.
 */
export function parseStat(line: string): ProcessStat | undefined {
  const end = line.lastIndexOf(')');
  const fields = line.slice(end + 2).split(' ');
  const [state, parent, , session, terminal] = fields;
  const threads = fields[17];
  const start = fields[19];
  if (threads === undefined || start === undefined) return undefined;
  return {
    name: line.slice(line.indexOf('(') + 1, end),
    parent: Number(parent),
    session: Number(session),
    hasTerminal: terminal !== '0',
    start,
    ended: state === 'X' || (state === 'Z' && Number(threads) <= 1),
  };
}
