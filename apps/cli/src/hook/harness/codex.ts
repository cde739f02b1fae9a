import type { HookHarness, Moment, Payload } from '../event.ts';
import { patchedPaths } from '../patched-paths.ts';
import { absolutePaths, additionalContext, objectIn, readCommon, textIn } from './payload.ts';

/**
 * Codex, as of https://developers.openai.com/codex/hooks and the schemas of
 * https://github.com/openai/codex, codex-rs/hooks (autumn of 2026). Hooks of a subagent have the session id
 * of its parent. An answer with a key that is not in the schema fails, and so does `ask`: `deny` is the only
 * decision that it knows beside an input of the hook's own.
 */
export const codex: HookHarness = {
  read: (payload) => readCommon(payload, moments),
  write: (event, { text, decision }) => {
    if (decision !== 'deny') return additionalContext(event, text);
    return {
      hookSpecificOutput: {
        hookEventName: event.name,
        permissionDecision: 'deny',
        permissionDecisionReason: text,
      },
    };
  },
  passesSession: true,
};

const moments: Parameters<typeof readCommon>[1] = {
  SessionStart: () => ({ kind: 'start' }),
  UserPromptSubmit: () => ({ kind: 'prompt' }),
  PreToolUse: beforeTool,
  PermissionRequest: () => ({ kind: 'waiting' }),
  SubagentStart: () => ({ kind: 'subagent', change: 1 }),
  SubagentStop: () => ({ kind: 'subagent', change: -1 }),
  // The turn is over: it goes on with the next prompt.
  Stop: () => ({ kind: 'waiting' }),
  // Of versions from September 2026 on; before, the end of the process says it.
  SessionEnd: () => ({ kind: 'end' }),
};

/** Both tools have what they are to do in `command`: a patch, or a line for a shell. */
function beforeTool(payload: Payload, directory: string | undefined): Moment | undefined {
  const command = textIn(objectIn(payload, 'tool_input'), 'command');
  if (command === undefined) return undefined;
  switch (textIn(payload, 'tool_name')) {
    case 'apply_patch':
      return { kind: 'edit', paths: absolutePaths(patchedPaths(command), directory) };
    case 'Bash':
      return { kind: 'shell', command };
    default:
      return undefined;
  }
}
