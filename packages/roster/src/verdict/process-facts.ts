import type { Anchor } from './anchor.ts';

/** What the system says of one process number. */
export type ProcessFact =
  /** No process has the number. */
  | { readonly status: 'absent' }
  /** A process has it, and nothing more can be read of it. */
  | { readonly status: 'hidden' }
  /** A process has it. `ended`: it has, and only its parent has not yet asked how. */
  | { readonly status: 'present'; readonly start: string; readonly ended: boolean };

/** What a reader found out about the system that it runs on, and about some of its processes. */
export interface SystemFacts {
  /** The id of this boot; undefined where the system names none that can be trusted. */
  readonly boot: string | undefined;
  /** The namespaces of the reader, as in an anchor; undefined where the numbers cannot be trusted. */
  readonly pidNamespace: string | undefined;
  /** By process number; a number that is missing was not looked at. */
  readonly processes: ReadonlyMap<number, ProcessFact>;
}

/** What a reader found out, and on which machine: by this an anchor is decided on. */
export interface ProcessFacts extends SystemFacts {
  /** The id of this machine; undefined where it is not known, and then every anchor is unknown. */
  readonly machine: string | undefined;
}

/**
 * Decides whether the process of an anchor lives. It is dead only by proof: another boot, no such
 * process, another start, or a process that has ended; what cannot be looked at is unknown.
 *
 * @param anchor - the anchor
 * @param facts - what was found on this machine
 * @returns whether its process lives
 * @example
 * const state = stateOfAnchor(anchor, facts); // 'alive', 'dead' or 'unknown'
 */
export function stateOfAnchor(anchor: Anchor, facts: ProcessFacts): 'alive' | 'dead' | 'unknown' {
  if (facts.machine === undefined || anchor.machine !== facts.machine) return 'unknown';
  if (facts.boot === undefined || anchor.boot === '') return 'unknown';
  if (anchor.boot !== facts.boot) return 'dead';
  if (facts.pidNamespace === undefined || anchor.pidNamespace !== facts.pidNamespace) {
    return 'unknown';
  }
  // No process has the number 0: which ones it stands for, nobody knows.
  const found = anchor.pid === 0 ? undefined : facts.processes.get(anchor.pid);
  if (found === undefined || found.status === 'hidden') return 'unknown';
  if (found.status === 'absent' || found.start !== anchor.start || found.ended) return 'dead';
  return 'alive';
}
