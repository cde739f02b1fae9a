/** What `ps` of macOS says of a process (ps(1)). */
export interface PsRow {
  /** The number of its parent. */
  readonly parent: number;
  /** When it started, as `lstart` writes it. */
  readonly start: string;
  /** Whether it has ended, and only its parent has not yet asked how. */
  readonly ended: boolean;
  /** Whether it leads its session. */
  readonly leads: boolean;
  /** Its terminal; undefined where it has none. */
  readonly terminal: string | undefined;
  /** The path of its program, or what it calls itself. */
  readonly name: string;
}

/** What `ps` is asked for, in this order. The name is the last one, since it may hold spaces. */
export const psWords: readonly string[] = ['-axo', 'pid=,ppid=,lstart=,stat=,tty=,comm='];

const line =
  /^ *(\d+) +(\d+) +(\S+ +\S+ +\d+ +\d+:\d+:\d+ +\d+) +([A-Z])(\S*) +(\S+)(?: +(.*?))? *$/;

/** The processes by their numbers. A line of another form is left out. */
export function parsePs(text: string): ReadonlyMap<number, PsRow> {
  const rows = new Map<number, PsRow>();
  for (const each of text.split('\n')) {
    const [, pid, parent, start = '', state, more = '', terminal = '', name = ''] =
      line.exec(each) ?? [];
    if (pid === undefined) continue;
    rows.set(Number(pid), {
      parent: Number(parent),
      start: start.replaceAll(/ +/g, ' '),
      ended: state === 'Z',
      leads: more.includes('s'),
      terminal: /^[?-]+$/.test(terminal) ? undefined : terminal,
      name,
    });
  }
  return rows;
}
