import pointerSchema from '@missionctl/session-model/schemas/pointer.json' with { type: 'json' };
import sessionSchema from '@missionctl/session-model/schemas/session.json' with { type: 'json' };
import { CliError } from '../cli-error.ts';
import type { Outcome } from '../outcome.ts';
import type { JsonSchema } from './json-schema.ts';
import { outputSchema } from './output-schema.ts';

const schemas: ReadonlyMap<string, JsonSchema> = new Map([
  ['session', sessionSchema],
  ['pointer', pointerSchema],
  ['output', outputSchema],
]);

export function runSchema(name: string): Outcome {
  const schema = schemas.get(name);
  if (schema !== undefined) {
    return { data: { name, schema }, lines: JSON.stringify(schema, null, 2).split('\n') };
  }
  throw new CliError('USAGE', `no schema is called ${name}`, {
    hint: `missionctl schema ${[...schemas.keys()].join('|')}`,
  });
}
