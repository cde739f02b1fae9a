import { join } from 'node:path';
import type { HookEntry } from '../entries/entry.ts';
import { jsonFormat } from '../json/json-format.ts';
import { tomlFormat } from '../toml/toml-format.ts';
import { type Harness, serverOf } from './harness.ts';

/**
 * Codex: https://developers.openai.com/codex/hooks (now https://learn.chatgpt.com/docs/hooks) for the
 * events, matchers and places, and https://developers.openai.com/codex/mcp for `mcp_servers`.
 */
export const codex: Harness = {
  title: 'Codex',
  files: ({ scope, directory, userHome, variable, exists }, { hook, server, owns }) => {
    const layer = {
      user: variable('CODEX_HOME') ?? join(userHome, '.codex'),
      project: join(directory, '.codex'),
    }[scope];
    const hooks = hooksOf(hook);
    const path = join(layer, 'config.toml');
    const hookFile = join(layer, 'hooks.json');
    // Codex warns at each start of hooks in both files of one directory.
    if (!exists(hookFile)) {
      const entries = { hooks, server: serverOf(server) };
      return [{ path, format: tomlFormat(entries, owns), makesDirectory: true }];
    }
    return [
      {
        path: hookFile,
        format: jsonFormat({ hooks, server: undefined }, owns, { isGrouped: true }),
      },
      { path, format: tomlFormat({ hooks: [], server: serverOf(server) }, owns) },
    ];
  },
  next: 'start codex and review the new hooks with /hooks: it runs none that you have not trusted',
};

function hooksOf(command: string): readonly HookEntry[] {
  // Seconds.
  const handler = { type: 'command', command, timeout: 10 };
  return [
    // On a start, a resume, a clear and after a compaction.
    { event: 'SessionStart', handler },
    { event: 'UserPromptSubmit', handler },
    { event: 'PreToolUse', matcher: '^(Bash|apply_patch)$', handler },
    { event: 'PermissionRequest', handler },
    { event: 'SubagentStart', handler },
    { event: 'SubagentStop', handler },
    { event: 'Stop', handler },
    // Since 0.145, for no subagent: 1 second unless more is asked for, and a warning at each start above 3.
    { event: 'SessionEnd', handler: { ...handler, timeout: 3 } },
  ];
}
