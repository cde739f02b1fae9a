import type { MissionSource } from '@missionctl/active-pointer';
import type { Issue } from '@missionctl/session-model';
import type { Line } from './line.ts';

/** What a command did: for people as lines, for programs as data. */
export interface Outcome {
  /** snake_case, as on disk. Fields are only ever added. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly missionId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly source?: MissionSource | undefined;
  /** What was asked for: stdout. */
  readonly lines?: readonly Line[];
  /** What was done, and what to do next: stderr, and not under `--quiet`. */
  readonly notes?: readonly string[];
  readonly warnings?: readonly Issue[];
  /** What stdout gets as it is, in place of all else: for a program that reads nothing but this. */
  readonly verbatim?: string;
  /** Whether nothing more is to be told, in JSON either: another program has spoken. */
  readonly silent?: boolean;
  /** Where it is not 0 although nothing failed. */
  readonly exitCode?: number;
}
