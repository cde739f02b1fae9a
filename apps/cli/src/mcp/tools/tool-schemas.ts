import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import {
  type JsonSchema,
  object,
  oneOfWords,
  orNull,
  text,
  truth,
} from '../../output/json-schema.ts';
import type { Tool } from './tool.ts';

/** What a tool takes. Checked by `requireArguments`: what the library says of a wrong one is no answer of ours. */
export function inputSchemaOf({ inputs }: Tool): StandardSchemaWithJSON<unknown> {
  return described(object({}, inputs));
}

/** What a tool answers, failure or not: the line of `--json`. */
export function outputSchemaOf({ data }: Tool): StandardSchemaWithJSON<unknown> {
  return described(
    object(
      { result: oneOfWords(['success', 'error']) },
      {
        mission_id: orNull(text),
        acting_as: orNull(text),
        data: object({}, data),
        warnings: { type: 'array' },
        error_code: text,
        error_message: text,
        hint: orNull(text),
        retryable: truth,
        details: { type: 'object' },
      },
    ),
  );
}

function described(schema: JsonSchema): StandardSchemaWithJSON<unknown> {
  return {
    '~standard': {
      version: 1,
      vendor: 'missionctl',
      validate: (value) => ({ value }),
      jsonSchema: { input: () => ({ ...schema }), output: () => ({ ...schema }) },
    },
  };
}
