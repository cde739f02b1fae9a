import { defineCommand } from '../command.ts';
import { runSchema } from '../schema/run-schema.ts';

const names = ['session', 'pointer', 'output'] as const;

export const schemaCommand = defineCommand<object, [string?]>({
  flags: {},
  looksOnly: true,
  args: [
    {
      brief: 'session, pointer or output; default output',
      placeholder: names.join('|'),
      propose: () => names,
    },
  ],
  run: (_invocation, _flags, name = 'output') => runSchema(name),
});
