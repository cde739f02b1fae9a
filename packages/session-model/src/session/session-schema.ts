import { type GenericSchema, object, optional } from 'valibot';
import type { TimeZone } from '../time/time-zone.ts';
import { writtenTimestampIn } from '../time/written-timestamp.ts';
import type {
  FieldOnRead,
  RequiredProperty,
  SessionProperty,
  SnakeCase,
  TimeProperty,
} from './session-field.ts';
import { sessionFields, sessionProperties } from './session-fields.ts';
import type { SessionState } from './session-state.ts';

/** `session.json` as it may be found; files of 6, 7 and 8 keys are older, and still read. */
export type SessionOnDisk = {
  readonly [P in RequiredProperty as SnakeCase<P>]: string;
} & {
  readonly [P in Exclude<SessionProperty, RequiredProperty> as SnakeCase<P>]?:
    | (P extends TimeProperty ? string : SessionState[P])
    | undefined;
};

/** The keys of `session.json`, read: the optional ones filled in, the times understood. */
export type SessionFields = {
  readonly [P in SessionProperty as SnakeCase<P>]: FieldOnRead<P>;
};

const fields = sessionProperties.map((property) => sessionFields[property]);

/** The keys, in the order in which they are written. */
export const sessionKeys: readonly string[] = fields.map(({ key }) => key);

/** The valibot schema of `session.json`: keys, types and times, not whether one may act on it. */
export const sessionSchema: GenericSchema<SessionOnDisk, SessionFields> =
  sessionSchemaIn(undefined);

/** The schema of a file whose local times are those of a zone. */
export function sessionSchemaIn(
  zone: TimeZone | undefined,
): GenericSchema<SessionOnDisk, SessionFields> {
  const timeIn = zone === undefined ? undefined : writtenTimestampIn(zone);
  const schemas = fields.map((field) => [
    field.key,
    field.content === 'time' && timeIn !== undefined ? timeIn : schemaOf(field),
  ]);
  // Its keys and their types are those of the table, which the compiler has checked.
  return object(Object.fromEntries(schemas), 'is missing') as GenericSchema<
    unknown,
    unknown
  > as GenericSchema<SessionOnDisk, SessionFields>;
}

function schemaOf({
  schema,
  default: filledIn,
}: {
  readonly schema: GenericSchema;
  readonly default?: unknown;
}): GenericSchema {
  return filledIn === undefined ? schema : optional(schema, filledIn);
}
