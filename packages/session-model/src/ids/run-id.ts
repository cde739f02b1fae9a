import type { Branded } from '../branded.ts';
import { valueOrThrow } from '../errors.ts';
import { type Parsed, parsed, refused } from '../issue.ts';
import { type UlidKind, ulidIssues } from './ulid.ts';

/** Identifies one run of a mission: a ULID in its canonical form, as a participant id is one. */
export type RunId = Branded<'RunId'>;

const kind: UlidKind = { code: 'RUN_ID', field: 'mission_run_id', name: 'a run id' };

/**
 * Reads the id of a run of a mission: a ULID of either case.
 *
 * @param text - the text, whatever is in it
 * @returns the id in upper case, or its issues: `RUN_ID_LENGTH`, `_ALPHABET`, `_OVERFLOW`
 * @example
 * parseRunId('run-1').ok; // false
 */
export function parseRunId(text: string): Parsed<RunId> {
  const issues = ulidIssues(text, kind);
  return issues.length === 0 ? parsed(text.toUpperCase() as RunId) : refused(...issues);
}

/**
 * Returns a text as the id of a run, and throws when it cannot be one.
 *
 * @param text - the text, whatever is in it
 * @returns the id in upper case
 * @throws InvalidIdError `ERR_INVALID_ID`, with every issue
 * @example
 * requireRunId('01hxn8k3m9pqrstvwxyz123456'); // '01HXN8K3M9PQRSTVWXYZ123456'
 */
export function requireRunId(text: string): RunId {
  return valueOrThrow('run-id', text, parseRunId(text));
}
