import type { Branded } from '../branded.ts';
import { valueOrThrow } from '../errors.ts';
import { type Parsed, parsed, refused } from '../issue.ts';
import { type UlidKind, ulidIssues } from './ulid.ts';

/** Which run of a mission is meant: a ULID in its canonical form, as a participant id is one. */
export type RunId = Branded<'RunId'>;

const kind: UlidKind = { code: 'RUN_ID', field: 'mission_run_id', name: 'a run id' };

/** Reads a ULID of either case; the value is the upper-case one. */
export function parseRunId(text: string): Parsed<RunId> {
  const issues = ulidIssues(text, kind);
  return issues.length === 0 ? parsed(text.toUpperCase() as RunId) : refused(...issues);
}

/**
 * Returns the text as a run id in canonical form.
 *
 * @throws InvalidIdError `ERR_INVALID_ID`, with every issue
 */
export function requireRunId(text: string): RunId {
  return valueOrThrow('run-id', text, parseRunId(text));
}
