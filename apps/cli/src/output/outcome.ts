import type { MissionSource } from '@missionctl/active-pointer';
import type { Line } from './line.ts';
import type { Warning } from './warning.ts';

/** What a command did: for people as lines, for programs as data. */
export interface Outcome {
  /** snake_case, as on disk. Fields are only ever added. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly missionId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly source?: MissionSource | undefined;
  /** What the user asked for: goes to stdout. */
  readonly lines?: readonly Line[];
  /** What was done, and what to do next: goes to stderr, but not under `--quiet`. */
  readonly notes?: readonly string[];
  readonly warnings?: readonly Warning[];
  /** Goes to stdout unchanged, in place of all lines: a text, or what one program alone reads. */
  readonly verbatim?: string;
  /** Prints nothing, not even JSON: another program has written the output already. */
  readonly silent?: boolean;
  /** Default 0; other values for commands whose exit code says more than success. */
  readonly exitCode?: number;
}
