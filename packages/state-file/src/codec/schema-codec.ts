import { wrongType } from '@missionctl/atomic-fs/operations';
import { type Issue, parseJson, quoted, writeMerged } from '@missionctl/strict-json';
import { joinMessages } from '../errors.ts';
import type { Codec, Decoded } from './codec.ts';
import { equalValues } from './equal-values.ts';

/**
 * What is needed of a Standard Schema (https://standardschema.dev), version 1, whose input and output
 * are one type.
 */
export interface StandardSchema<T> {
  /** The properties that the specification names. */
  readonly '~standard': {
    /** The version of the specification. */
    readonly version: 1;
    /** Which library made the schema. */
    readonly vendor: string;
    /** Looks at a value. A promise is refused with a TypeError. */
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>;
    /** For inference only. */
    readonly types?: { readonly input: T; readonly output: T } | undefined;
  };
}

/** What a schema says about a value. */
export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that a schema refuses. */
export interface SchemaIssue {
  /** For people. It may quote the value, and so is never shown. */
  readonly message: string;
  /** Where: keys, or objects that hold them. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

const style = { ascii: false } as const;

/**
 * Makes a codec of a schema: strict JSON, two-space indent, a newline at the end. Members that the
 * schema leaves out, and those that nobody changed, are kept with their text, at every depth of
 * objects; elements of arrays are the schema's own.
 *
 * @param schema - validates synchronously, and gives a value that JSON can hold
 * @returns the codec. Its `encode` throws TypeError for a value that is another after it was written
 *   and read again: NaN, a Date, undefined in an array, what a transform changes
 */
export function schemaCodec<T>(schema: StandardSchema<T>): Codec<T> {
  if (typeof schema?.['~standard']?.validate !== 'function') {
    throw wrongType('schema', 'a Standard Schema (https://standardschema.dev)', schema);
  }
  const decode = (text: string): Decoded<T> => {
    const parsed = parseJson(text);
    if (!parsed.ok) return { ok: false, fault: 'unparseable', issues: parsed.issues };
    const result = validate(schema, parsed.value);
    if (result.issues !== undefined) {
      return { ok: false, fault: 'wrong-shape', issues: result.issues.map(issueOf) };
    }
    return { ok: true, value: result.value, keep: text };
  };
  return {
    decode,
    encode(value, keep) {
      const source = typeof keep === 'string' ? keep : undefined;
      // Read anew: the caller may have changed in place what was decoded from it.
      const former = source === undefined ? undefined : decode(source);
      const text = `${writeMerged(value, source, former?.ok ? former.value : undefined, style)}\n`;
      const again = decode(text);
      if (again.ok && equalValues(again.value, value)) return text;
      const why = again.ok
        ? 'it is another after it was written and read'
        : joinMessages(again.issues);
      throw new TypeError(`value cannot be kept as JSON: ${why}`);
    },
  };
}

function validate<T>(schema: StandardSchema<T>, value: unknown): SchemaResult<T> {
  const result = schema['~standard'].validate(value);
  if (!('then' in result)) return result;
  // Nobody waits for it, and a rejection that nobody handles would end the process.
  result.then(undefined, () => {});
  throw new TypeError('schema must validate synchronously');
}

/** The schema's own message may quote the value, which may be a secret. */
function issueOf({ path = [] }: SchemaIssue): Issue {
  const field = path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  const subject = field === '' ? 'the document' : quoted(field);
  const message = `${subject} is missing, or not what the schema allows`;
  return { code: 'SCHEMA', severity: 'error', field, message };
}
