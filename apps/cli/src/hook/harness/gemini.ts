import type { HookHarness, Moment, Payload } from '../event.ts';
import { absolutePaths, additionalContext, objectIn, readCommon, textIn } from './payload.ts';

/**
 * Gemini CLI, as of docs/hooks/reference.md and docs/tools of https://github.com/google-gemini/gemini-cli
 * (2026). Before a tool an agent can only be refused, with a reason: what is to be said without that, its
 * person sees, and the agent learns it after the tool or with the next prompt.
 */
export const gemini: HookHarness = {
  read: (payload) => readCommon(payload, moments),
  write: (event, { text, decision }) => {
    if (event.name !== 'BeforeTool') return additionalContext(event, text);
    return decision === 'deny' ? { decision, reason: text } : { systemMessage: text };
  },
  forPerson: new Set(['BeforeTool']),
  passesSession: false,
};

const moments: Parameters<typeof readCommon>[1] = {
  SessionStart: () => ({ kind: 'start' }),
  BeforeAgent: () => ({ kind: 'prompt' }),
  BeforeTool: (payload, directory) => aroundTool('edit', payload, directory),
  AfterTool: (payload, directory) => aroundTool('edited', payload, directory),
  PreCompress: () => ({ kind: 'forgetting' }),
  Notification: () => ({ kind: 'waiting' }),
  // The turn is over: it goes on with the next prompt.
  AfterAgent: () => ({ kind: 'waiting' }),
  SessionEnd: () => ({ kind: 'end' }),
};

function aroundTool(
  kind: 'edit' | 'edited',
  payload: Payload,
  directory: string | undefined,
): Moment | undefined {
  const input = objectIn(payload, 'tool_input');
  switch (textIn(payload, 'tool_name')) {
    case 'write_file':
    case 'replace':
      return { kind, paths: absolutePaths([textIn(input, 'file_path')], directory) };
    case 'run_shell_command': {
      const command = kind === 'edit' ? textIn(input, 'command') : undefined;
      return command === undefined ? undefined : { kind: 'shell', command };
    }
    default:
      return undefined;
  }
}
