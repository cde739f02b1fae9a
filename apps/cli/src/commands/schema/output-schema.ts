import { actingFroms, exitCodes } from '@missionctl/actions';
import {
  type JsonSchema,
  listOf,
  named,
  object,
  oneOfWords,
  orNull,
  text,
  truth,
} from '../../output/json-schema.ts';
import { missionSources, sharedSchemas } from '../../output/shared-schemas.ts';
import type { Routes } from '../command.ts';
import { listedRoutes, loadCommand } from '../find-route.ts';

const success = object({
  result: { const: 'success' },
  mission_id: orNull(text),
  participant_id: orNull(text),
  resolved_from: orNull(missionSources),
  acting_as: orNull(text),
  acting_from: oneOfWords(actingFroms),
  data: { type: 'object' },
  warnings: listOf(named('warning')),
});

const failure = object(
  {
    result: { const: 'error' },
    error_code: oneOfWords(Object.keys(exitCodes)),
    error_message: text,
    hint: orNull(text),
    retryable: truth,
    acting_as: orNull(text),
    acting_from: oneOfWords(actingFroms),
    details: { type: 'object' },
  },
  { warnings: listOf(named('warning')) },
);

/**
 * The schema of what `--json` prints: one such object in one line. The line of one command is
 * `#/definitions/<command>` in it, made from the command's own `dataSchema`.
 */
export async function outputSchema(routes: Routes): Promise<JsonSchema> {
  const commands = await Promise.all(listedRoutes(routes).map(loadCommand));
  const lines = commands.map(({ name, command }): [string, JsonSchema] => [
    name,
    lineOf(command.dataSchema),
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'missionctl output',
    description:
      'The line that --json prints, on failure too. That of one command is #/definitions/<command>, as in #/definitions/status. Keys are only ever added.',
    oneOf: [named('success'), named('failure')],
    definitions: { success, failure, ...sharedSchemas, ...Object.fromEntries(lines) },
  };
}

function lineOf(data: JsonSchema): JsonSchema {
  return {
    oneOf: [
      { allOf: [named('success'), { type: 'object', properties: { data } }] },
      named('failure'),
    ],
  };
}
