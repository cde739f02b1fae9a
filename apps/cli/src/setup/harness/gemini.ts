import { join } from 'node:path';
import type { HookEntry } from '../entries/entry.ts';
import { jsonFormat } from '../json/json-format.ts';
import { type Harness, serverOf } from './harness.ts';

/**
 * Gemini CLI, of https://github.com/google-gemini/gemini-cli: docs/hooks/reference.md for the events
 * and matchers, docs/tools/mcp-server.md for `mcpServers`, both of which stand in one file.
 */
export const gemini: Harness = {
  title: 'Gemini CLI',
  files: ({ scope, directory, userHome, variable }, { hook, server, owns }) => {
    const home = scope === 'user' ? (variable('GEMINI_CLI_HOME') ?? userHome) : directory;
    const entries = { hooks: hooksOf(hook), server: serverOf(server) };
    return [
      {
        path: join(home, '.gemini/settings.json'),
        format: jsonFormat(entries, owns, { isGrouped: true }),
        makesDirectory: true,
      },
    ];
  },
};

function hooksOf(command: string): readonly HookEntry[] {
  // Milliseconds.
  const handler = { type: 'command', command, timeout: 10_000 };
  return [
    { event: 'SessionStart', handler },
    { event: 'BeforeAgent', handler },
    // An expression that may match anywhere in the name, as in one of an MCP server's tools.
    { event: 'BeforeTool', matcher: '^(write_file|replace|run_shell_command)$', handler },
    // Before a tool its agent is given nothing to read.
    { event: 'AfterTool', matcher: '^(write_file|replace)$', handler },
    { event: 'PreCompress', handler },
    { event: 'Notification', handler },
    { event: 'AfterAgent', handler },
    { event: 'SessionEnd', handler },
  ];
}
