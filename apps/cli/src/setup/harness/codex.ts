import { join } from 'node:path';
import type { HookEntry } from '../entries/entry.ts';
import { jsonFormat } from '../json/json-format.ts';
import { tomlFormat } from '../toml/toml-format.ts';
import { type Harness, serverOf } from './harness.ts';

/**
 * Codex: https://developers.openai.com/codex/hooks (now https://learn.chatgpt.com/docs/hooks) for the
 * events, matchers and places, https://developers.openai.com/codex/mcp for `mcp_servers`, and
 * https://developers.openai.com/codex/config-reference for `env_vars`.
 */
export const codex: Harness = {
  title: 'Codex',
  files: ({ scope, directory, userHome, variable, exists }, { hook, server, owns }) => {
    const layer = {
      user: variable('CODEX_HOME') ?? join(userHome, '.codex'),
      project: join(directory, '.codex'),
    }[scope];
    const hooks = hooksOf(hook);
    const stdio = { ...serverOf(server), env_vars: passedOn };
    const path = join(layer, 'config.toml');
    const hookFile = join(layer, 'hooks.json');
    // Codex warns at each start of hooks in both files of one directory.
    if (!exists(hookFile)) {
      const entries = { hooks, server: stdio };
      return [{ path, format: tomlFormat(entries, owns), makesDirectory: true }];
    }
    return [
      {
        path: hookFile,
        format: jsonFormat({ hooks, server: undefined }, owns, { isGrouped: true }),
      },
      { path, format: tomlFormat({ hooks: [], server: stdio }, owns) },
    ];
  },
  next: 'start codex and review the new hooks with /hooks: it runs none that you have not trusted',
};

/**
 * Of the environment Codex hands a server `HOME`, `PATH` and the like alone. Without these it would look
 * into another home than the hooks, or ask another authority; a key is not handed on.
 */
const passedOn: readonly string[] = [
  'MISSIONCTL_HOME',
  'SPEC_KITTY_HOME',
  'MISSIONCTL_MISSION',
  'MISSIONCTL_AS',
  'MISSIONCTL_API_URL',
  'SAAS_API_URL',
];

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
