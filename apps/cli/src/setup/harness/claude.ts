import { join } from 'node:path';
import type { HookEntry } from '../entries/entry.ts';
import { jsonFormat } from '../json/json-format.ts';
import { type Harness, serverOf } from './harness.ts';

const shape = { isGrouped: true };

/**
 * Claude Code: https://code.claude.com/docs/en/hooks for the events, matchers and `if`, and for the
 * settings files; https://code.claude.com/docs/en/mcp for `~/.claude.json` and `.mcp.json`. Cursor can
 * run these hooks too: https://cursor.com/docs/reference/third-party-hooks.
 */
export const claude: Harness = {
  title: 'Claude Code',
  files: ({ scope, directory, userHome, variable }, { hook, server, owns }) => {
    const own = variable('CLAUDE_CONFIG_DIR');
    const settings = {
      user: join(own ?? join(userHome, '.claude'), 'settings.json'),
      project: join(directory, '.claude/settings.json'),
    };
    const servers = {
      user: join(own ?? userHome, '.claude.json'),
      project: join(directory, '.mcp.json'),
    };
    const stdio = { type: 'stdio', ...serverOf(server) };
    return [
      {
        path: settings[scope],
        format: jsonFormat({ hooks: hooksOf(hook), server: undefined }, owns, shape),
        makesDirectory: true,
      },
      { path: servers[scope], format: jsonFormat({ hooks: [], server: stdio }, owns, shape) },
    ];
  },
};

/** The notifications that a person has to answer. */
const waits: readonly string[] = [
  'permission_prompt',
  'idle_prompt',
  'elicitation_dialog',
  'elicitation_url_dialog',
  'agent_needs_input',
];

function hooksOf(command: string): readonly HookEntry[] {
  // Seconds.
  const handler = { type: 'command', command, timeout: 10 };
  return [
    // On a start, a resume, a clear and after a compaction.
    { event: 'SessionStart', handler },
    { event: 'UserPromptSubmit', handler },
    // `MultiEdit` is a tool of older versions.
    { event: 'PreToolUse', matcher: 'Edit|MultiEdit|Write|NotebookEdit', handler },
    // Asked of each command in a line, behind assignments and in `$()` too. A version that does not
    // know `if` runs it for every line.
    { event: 'PreToolUse', matcher: 'Bash', handler: { ...handler, if: 'Bash(git *)' } },
    { event: 'SubagentStart', handler },
    { event: 'SubagentStop', handler },
    { event: 'Notification', matcher: waits.join('|'), handler },
    { event: 'Stop', handler },
    { event: 'SessionEnd', handler },
  ];
}
