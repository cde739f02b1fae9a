import { type Issue, type JsonMember, parseJson } from '@missionctl/strict-json';
import { type BaseIssue, type GenericSchema, safeParse } from 'valibot';
import type { Undecodable } from './decoded.ts';
import { errorIssue } from './issue.ts';

/** What a file says in the keys its schema knows, and the other members as they stand in it. */
export type JsonFields<F> =
  | { readonly ok: true; readonly fields: F; readonly others: readonly JsonMember[] }
  | Undecodable;

/**
 * Reads a JSON object by its schema. One of a wrong shape has an issue for every field that is
 * wrong.
 */
export function readFields<F extends object>(
  source: string | Uint8Array,
  schema: GenericSchema<unknown, F>,
  known: readonly string[],
): JsonFields<F> {
  const json = parseJson(source);
  if (!json.ok) return { ok: false, fault: 'unparseable', issues: json.issues };
  if (!isRecord(json.value)) {
    const message = `this is ${kindOf(json.value)}, not a JSON object`;
    return wrongShape([errorIssue('JSON_NOT_OBJECT', '', message)]);
  }
  // Said here, or an application's global settings of valibot would decide it.
  const result = safeParse(schema, json.value, { abortEarly: false });
  if (!result.success) return wrongShape(result.issues.map(fieldIssue));
  const isUnknown = (key: string): boolean => !known.includes(key);
  const others = Object.keys(json.value).some(isUnknown)
    ? json.members.filter(({ key }) => isUnknown(key))
    : noOthers;
  return { ok: true, fields: result.output, others };
}

const noOthers: readonly JsonMember[] = [];

const codes: Readonly<Record<string, string>> = {
  object: 'FIELD_MISSING',
  string: 'FIELD_TYPE',
  raw_transform: 'FIELD_TIMESTAMP',
};

/** Valibot's own message would quote the value, which may be the token. */
function fieldIssue(issue: BaseIssue<unknown>): Issue {
  const field = String(issue.path?.[0]?.key ?? '');
  const found = issue.type === 'string' ? `, not ${kindOf(issue.input)}` : '';
  return errorIssue(codes[issue.type] ?? 'FIELD', field, `'${field}' ${issue.message}${found}`);
}

function wrongShape(issues: readonly Issue[]): Undecodable {
  return { ok: false, fault: 'wrong-shape', issues };
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What kind of JSON value this is, for a message that must not show the value. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
