import { join } from 'node:path';
import type { HookEntry } from '../entries/entry.ts';
import { jsonFormat } from '../json/json-format.ts';
import { type Harness, serverOf } from './harness.ts';

const shape = { isGrouped: false, version: 1 };

/**
 * Cursor: https://cursor.com/docs/hooks for the events, matchers and `hooks.json`, and
 * https://cursor.com/docs/mcp for `mcp.json`.
 */
export const cursor: Harness = {
  title: 'Cursor',
  files: ({ scope, directory, userHome }, { hook, server, owns }) => {
    const own = join(scope === 'user' ? userHome : directory, '.cursor');
    return [
      {
        path: join(own, 'hooks.json'),
        format: jsonFormat({ hooks: hooksOf(hook), server: undefined }, owns, shape),
        makesDirectory: true,
      },
      {
        path: join(own, 'mcp.json'),
        format: jsonFormat({ hooks: [], server: serverOf(server) }, owns, { isGrouped: false }),
      },
    ];
  },
};

function hooksOf(command: string): readonly HookEntry[] {
  // Seconds.
  const handler = { command, timeout: 10 };
  return [
    { event: 'sessionStart', handler },
    { event: 'beforeSubmitPrompt', handler },
    { event: 'preToolUse', matcher: 'Write|Delete', handler },
    // Before a tool its agent is given nothing to read.
    { event: 'postToolUse', matcher: 'Write|Delete', handler },
    // Compared with the whole line that the shell is given.
    { event: 'beforeShellExecution', matcher: 'git', handler },
    { event: 'subagentStart', handler },
    { event: 'subagentStop', handler },
    { event: 'preCompact', handler },
    { event: 'stop', handler },
    { event: 'sessionEnd', handler },
  ];
}
