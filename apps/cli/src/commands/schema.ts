import { defineCommand } from '../command.ts';

const names = ['session', 'pointer', 'output'] as const;

export const schemaCommand = defineCommand<object, [string?]>({
  brief: 'Print the JSON Schema of a file, or of what --json prints',
  flags: {},
  looksOnly: true,
  args: [
    {
      brief: 'session, pointer or output; default output',
      placeholder: names.join('|'),
      propose: () => names,
    },
  ],
  run: async (_invocation, _flags, name = 'output') =>
    (await import('../schema/run-schema.ts')).runSchema(name),
});
