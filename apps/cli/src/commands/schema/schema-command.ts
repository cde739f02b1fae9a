import pointerSchema from '@missionctl/session-model/schemas/pointer.json' with { type: 'json' };
import sessionSchema from '@missionctl/session-model/schemas/session.json' with { type: 'json' };
import { unknownWord } from '../../argv/unknown-word.ts';
import { type JsonSchema, object, text } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Routes, StandaloneCommand } from '../command.ts';
import { outputSchema } from './output-schema.ts';

const names = ['session', 'pointer', 'output'] as const;

async function runSchema(routes: Routes, name: string): Promise<Outcome> {
  const schema = await schemaOf(routes, name);
  return { data: { name, schema }, lines: JSON.stringify(schema, null, 2).split('\n') };
}

async function schemaOf(routes: Routes, name: string): Promise<JsonSchema> {
  if (name === 'session') return sessionSchema;
  if (name === 'pointer') return pointerSchema;
  if (name === 'output') return await outputSchema(routes);
  const message = `unknown schema '${name}', neither ${names.join(' nor ')}`;
  throw unknownWord({ message, given: name, known: names, hint: 'missionctl schema --help' });
}

export const schemaCommand: StandaloneCommand = {
  flags: {},
  takes: [],
  args: [
    {
      brief: 'session, pointer or output; default: output',
      placeholder: names.join('|'),
      complete: () => names,
    },
  ],
  examples: ['missionctl schema output > missionctl.schema.json'],
  dataSchema: object({ name: text, schema: { type: 'object' } }),
  printsText: true,
  answer: ({ routes }, name = 'output') => runSchema(routes, name),
};
