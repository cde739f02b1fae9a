/**
 * A process in which a participant lives: by its number and its start, on one boot of one machine, in
 * one namespace of process ids. A number alone would name whatever process gets it next.
 */
export interface Anchor {
  /**
   * What its end says. `'life'`: the participant lives in it, and is gone when it ends. `'task'`: a
   * command of the participant, whose end proves nothing. `'terminal'`: the same for what leads the
   * terminal of a person, in which commands run that are no part of it. `'mcp'`: a server, which may
   * outlive its client, so that it proves nothing. Neither does another word, as a later version may
   * write.
   */
  readonly kind: 'life' | 'task' | 'terminal' | 'mcp' | (string & {});
  /** The id of the machine, by `machineOf`. */
  readonly machine: string;
  /** The id of the boot (Linux: `/proc/sys/kernel/random/boot_id`; macOS: when its first process started). */
  readonly boot: string;
  /**
   * In which namespaces number and start count (Linux: what `/proc/self/ns/pid` and `/proc/self/ns/time`
   * link to); empty where there are none.
   */
  readonly pidNamespace: string;
  /** The number of the process in that namespace; 0 stands for those that had no room here while they lived. */
  readonly pid: number;
  /** When it started, as the system writes it: compared as text only. */
  readonly start: string;
}

/**
 * One text for one process, whatever the anchor says of its kind: to find the anchors that several
 * participants share.
 *
 * @param anchor - the anchor
 * @returns the text
 * @example
 * const isSame = processKey(one) === processKey(other);
 */
export function processKey({
  machine,
  boot,
  pidNamespace,
  pid,
  start,
}: Omit<Anchor, 'kind'>): string {
  return JSON.stringify([machine, boot, pidNamespace, pid, start]);
}

const proving: ReadonlySet<Anchor['kind']> = new Set(['terminal', 'task', 'life']);

/** Whether a process says anything of the participant that named it. */
export function mayProve({ kind }: Anchor): boolean {
  return proving.has(kind);
}
