import type { HookHarness, Moment, Payload } from '../event.ts';
import { absolutePaths, additionalContext, objectIn, readCommon, textIn } from './payload.ts';

/**
 * Claude Code, as of https://code.claude.com/docs/en/hooks (August 2026): the events, their fields, the
 * answers, and `CLAUDE_ENV_FILE`, which only `SessionStart` is given. `notebook_path` and `MultiEdit` are of
 * the tools' own descriptions.
 */
export const claude: HookHarness = {
  read: (payload) => readCommon(payload, moments),
  write: (event, { text, decision }) => {
    if (decision === undefined) return additionalContext(event, text);
    // The reason of a refusal is shown to the agent; that of a question to the person alone.
    const reason = { permissionDecision: decision, permissionDecisionReason: text };
    const context = decision === 'ask' ? { additionalContext: text } : {};
    return { hookSpecificOutput: { hookEventName: event.name, ...reason, ...context } };
  },
  variableFile: 'CLAUDE_ENV_FILE',
  passesSession: true,
};

const moments: Parameters<typeof readCommon>[1] = {
  SessionStart: () => ({ kind: 'start' }),
  UserPromptSubmit: () => ({ kind: 'prompt' }),
  PreToolUse: beforeTool,
  SubagentStart: () => ({ kind: 'subagent', change: 1 }),
  SubagentStop: () => ({ kind: 'subagent', change: -1 }),
  Notification: (payload) =>
    finished.has(textIn(payload, 'notification_type') ?? '') ? undefined : { kind: 'waiting' },
  PermissionRequest: () => ({ kind: 'waiting' }),
  // The turn is over: it goes on with the next prompt.
  Stop: () => ({ kind: 'waiting' }),
  SessionEnd: () => ({ kind: 'end' }),
};

/** Notifications of what is done. */
const finished: ReadonlySet<string> = new Set([
  'auth_success',
  'elicitation_complete',
  'elicitation_response',
  'agent_completed',
]);

/** By the tool, the key of its input that names the file. */
const editors: ReadonlyMap<string, string> = new Map([
  ['Edit', 'file_path'],
  ['MultiEdit', 'file_path'],
  ['Write', 'file_path'],
  ['NotebookEdit', 'notebook_path'],
]);

function beforeTool(payload: Payload, directory: string | undefined): Moment | undefined {
  const tool = textIn(payload, 'tool_name') ?? '';
  const input = objectIn(payload, 'tool_input');
  const key = editors.get(tool);
  if (key !== undefined) {
    return { kind: 'edit', paths: absolutePaths([textIn(input, key)], directory) };
  }
  const command = tool === 'Bash' ? textIn(input, 'command') : undefined;
  return command === undefined ? undefined : { kind: 'shell', command };
}
