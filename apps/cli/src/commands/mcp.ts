import { object } from '../output/json-schema.ts';
import { defineCommand } from './command.ts';

export const mcpCommand = defineCommand<object, []>({
  description: `Speaks the Model Context Protocol on stdin and stdout, until stdin ends or the
program that started it does. It has four tools: mission_status, mission_join,
mission_focus and mission_handoff, whose answers are those of --json. Who acts, each
call or the environment says; it never acts as you.`,
  flags: {},
  examples: ['claude mcp add missionctl -- missionctl mcp'],
  dataSchema: object({}),
  printsText: true,
  run: async (invocation) => {
    // A third of a megabyte that no other command needs.
    const { runServer } = await import('../mcp/run-server.ts');
    return await runServer(invocation);
  },
});
