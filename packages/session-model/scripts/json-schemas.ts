import { toJsonSchema } from '@valibot/to-json-schema';
import { pointerSchema, sessionSchema } from '../src/index.ts';
import { timestampPattern } from '../src/time/timestamp-text.ts';

/** The JSON Schemas that are shipped in `schemas/`, by file name. */
export const jsonSchemas: Readonly<Record<string, object>> = {
  'session.schema.json': jsonSchema(
    sessionSchema,
    'missionctl session',
    'missions/<mission_id>/session.json in the home directory of spec-kitty. Other keys are kept.',
  ),
  'pointer.schema.json': jsonSchema(
    pointerSchema,
    'missionctl active mission pointer',
    'session.json in the home directory of spec-kitty. Other keys are kept.',
  ),
};

function jsonSchema(
  schema: typeof sessionSchema | typeof pointerSchema,
  title: string,
  description: string,
): object {
  const { $schema, ...body } = toJsonSchema(schema, {
    // The only action there is reads a timestamp, of which a JSON Schema can state the form.
    overrideAction: ({ valibotAction, jsonSchema: written }) =>
      valibotAction.type === 'raw_transform'
        ? { ...written, pattern: timestampPattern.source }
        : undefined,
  });
  return { $schema, title, description, ...body };
}
