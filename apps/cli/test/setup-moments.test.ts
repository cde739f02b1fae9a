import { describe, expect, test } from 'vitest';
import { configuredHooks } from './support/setup-lab.ts';

/**
 * What stands in the documents of each harness, which its file in `src/setup/harness` names: all
 * events that there are for a start, a resume, a clear and a compaction, a prompt, an edit, a command,
 * subagents, waiting and the end.
 */
const events: Readonly<Record<string, readonly string[]>> = {
  claude: [
    'SessionStart',
    'UserPromptSubmit',
    'PreToolUse',
    'SubagentStart',
    'SubagentStop',
    'Notification',
    'Stop',
    'SessionEnd',
  ],
  codex: [
    'SessionStart',
    'UserPromptSubmit',
    'PreToolUse',
    'PermissionRequest',
    'SubagentStart',
    'SubagentStop',
    'Stop',
    'SessionEnd',
  ],
  gemini: [
    'SessionStart',
    'BeforeAgent',
    'BeforeTool',
    'AfterTool',
    'PreCompress',
    'Notification',
    'AfterAgent',
    'SessionEnd',
  ],
  cursor: [
    'sessionStart',
    'beforeSubmitPrompt',
    'preToolUse',
    'postToolUse',
    'beforeShellExecution',
    'subagentStart',
    'subagentStop',
    'preCompact',
    'stop',
    'sessionEnd',
  ],
};

describe.each(Object.entries(events))('%s runs a hook', (harness, known) => {
  test('at each moment for which it has an event', async () => {
    const named = (await configuredHooks(harness)).map(({ event }) => event);
    expect([...new Set(named)]).toEqual(known);
  });

  test('that it ends after ten seconds, in its own unit', async () => {
    const seconds = harness === 'gemini' ? 1000 : 1;
    for (const { event, timeout } of await configuredHooks(harness)) {
      // Codex warns of more at each start.
      const longest = harness === 'codex' && event === 'SessionEnd' ? 3 : 10;
      expect({ event, timeout }).toEqual({ event, timeout: longest * seconds });
    }
  });
});

describe('at a tool', () => {
  /** As each harness compares: Claude Code a list of names, the others an expression anywhere in one. */
  const matches = (harness: string, matcher: string, tool: string): boolean =>
    harness === 'claude' ? matcher.split('|').includes(tool) : new RegExp(matcher).test(tool);

  test.each([
    ['claude', 'PreToolUse', ['Edit', 'Write', 'NotebookEdit', 'Bash'], ['Read', 'BashOutput']],
    ['codex', 'PreToolUse', ['apply_patch', 'Bash'], ['update_plan', 'mcp__x__apply_patch']],
    [
      'gemini',
      'BeforeTool',
      ['write_file', 'replace', 'run_shell_command'],
      ['read_file', 'mcp__x__replace_all'],
    ],
    ['gemini', 'AfterTool', ['write_file', 'replace'], ['run_shell_command', 'read_file']],
    ['cursor', 'preToolUse', ['Write', 'Delete'], ['Read', 'Shell', 'Grep']],
    ['cursor', 'postToolUse', ['Write', 'Delete'], ['Read', 'Shell', 'Grep']],
    ['cursor', 'beforeShellExecution', ['git add -A', 'cd x && git reset'], ['ls -l', 'npm test']],
  ])('%s runs a hook at %s for %j only, not for %j', async (harness, event, tools, others) => {
    const matchers = (await configuredHooks(harness))
      .filter((hook) => hook.event === event)
      .map(({ matcher }) => matcher ?? '');
    const isMatched = (tool: string): boolean =>
      matchers.some((matcher) => matches(harness, matcher, tool));
    expect(tools.filter(isMatched)).toEqual(tools);
    expect(others.filter(isMatched)).toEqual([]);
  });

  test('Claude Code is asked to run it for git alone', async () => {
    const [bash] = (await configuredHooks('claude')).filter(({ matcher }) => matcher === 'Bash');
    expect(bash?.condition).toBe('Bash(git *)');
  });
});
