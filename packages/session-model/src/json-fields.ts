import { type BaseIssue, type GenericSchema, safeParse } from 'valibot';
import { kindOf, type Undecodable, wrongShape } from './decoded.ts';
import { errorIssue, type Issue } from './issue.ts';
import { readJsonObject } from './json-source.ts';

/** What a file says in the keys its schema knows, and all the rest of it, in its order. */
export type JsonFields<F> =
  | { readonly ok: true; readonly fields: F; readonly extra: Readonly<Record<string, unknown>> }
  | Undecodable;

/** Reads a JSON object by its schema; of a wrong shape it tells every field that is wrong. */
export function readFields<F extends object>(
  source: string | Uint8Array,
  schema: GenericSchema<unknown, F>,
  known: readonly string[],
): JsonFields<F> {
  const object = readJsonObject(source);
  if (!object.ok) return object;
  // Said here, or an application's global settings of valibot would decide it.
  const result = safeParse(schema, object.value, { abortEarly: false });
  if (!result.success) return wrongShape(result.issues.map(fieldIssue));
  return { ok: true, fields: result.output, extra: without(known, object.value) };
}

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

/** Without a prototype, so that a look-up finds only what the file said. */
function without(
  known: readonly string[],
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const rest: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) rest[key] = value[key];
  }
  return rest;
}
