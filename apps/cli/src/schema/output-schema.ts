import { exitCodes } from '../exit-codes.ts';
import { dataSchemas, sharedSchemas } from './data-schemas.ts';
import {
  type JsonSchema,
  listOf,
  named,
  object,
  oneOfWords,
  orNull,
  text,
  truth,
} from './json-schema.ts';

const success = object({
  result: { const: 'success' },
  mission_id: orNull(text),
  participant_id: orNull(text),
  resolved_from: orNull(oneOfWords(['flag', 'environment', 'pin', 'pointer'])),
  data: { type: 'object' },
  warnings: listOf(named('issue')),
});

const failure = object({
  result: { const: 'error' },
  error_code: oneOfWords(Object.keys(exitCodes)),
  error_message: text,
  hint: orNull(text),
  retryable: truth,
  details: { type: 'object' },
});

/** What `--json` prints: one such object in one line; of a command as `#/definitions/<command>`. */
export const outputSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'missionctl output',
  description:
    'The line that --json prints, on failure too. That of one command is #/definitions/<command>, as in #/definitions/status. Keys are only ever added.',
  oneOf: [named('success'), named('failure')],
  definitions: {
    success,
    failure,
    ...sharedSchemas,
    ...Object.fromEntries(
      Object.entries(dataSchemas).map(([command, data]) => [command, lineOf(data)]),
    ),
  },
};

function lineOf(data: JsonSchema): JsonSchema {
  return {
    oneOf: [
      { allOf: [named('success'), { type: 'object', properties: { data } }] },
      named('failure'),
    ],
  };
}
