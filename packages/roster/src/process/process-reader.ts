import type { SystemFacts } from '../verdict/process-facts.ts';

/** A process, as it is seen while it lives. */
export interface SeenProcess {
  /** Its number. */
  readonly pid: number;
  /** When it started, as the system writes it. */
  readonly start: string;
  /** What the system calls it, such as `bash`: the program, or the path of the program. */
  readonly name?: string | undefined;
}

/**
 * Everything that is asked of the system about processes. Nothing is kept between two questions, and
 * none of them throws: what cannot be found out is not known.
 */
export interface ProcessReader {
  /** What the system calls this machine; undefined where it has no name of its own. */
  readonly system: () => string | undefined;
  /** What is known of these processes. It starts no process on Linux. */
  readonly facts: (pids: Iterable<number>) => SystemFacts;
  /** The process that asks; undefined where it cannot be known. */
  readonly self: () => SeenProcess | undefined;
  /** The processes in which the caller runs, the nearest first, without itself; empty where they cannot be known. */
  readonly ancestors: () => readonly SeenProcess[];
  /** The session leader of the terminal that the caller runs on; undefined without a terminal, and where it cannot be known. */
  readonly terminal: () => SeenProcess | undefined;
  /** Whether other machines may share the files below a path; true where it cannot be known. */
  readonly isShared: (path: string) => boolean;
}
