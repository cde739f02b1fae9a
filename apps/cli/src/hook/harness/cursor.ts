import type { Answer, HookEvent, HookHarness, Moment, Payload } from '../event.ts';
import { absoluteOrNone, absolutePaths, objectIn, textIn } from './payload.ts';

/**
 * Cursor, as of https://cursor.com/docs/hooks (2026). An agent is given something to read at `sessionStart` and
 * after a tool; before an edit it can only be refused, and with a prompt not even its person is shown
 * anything. Which key of `Write` names the file is not documented: it is looked for under that of
 * `afterFileEdit`. Its variables reach other hooks, and no shell.
 */
export const cursor: HookHarness = {
  read: (payload) => {
    const name = textIn(payload, 'hook_event_name');
    const sessionId =
      textIn(payload, 'parent_conversation_id') ??
      textIn(payload, 'conversation_id') ??
      textIn(payload, 'session_id');
    if (name === undefined || sessionId === undefined || !Object.hasOwn(moments, name)) {
      return undefined;
    }
    const directory = directoryOf(payload);
    const moment = moments[name]?.(payload, directory);
    return moment && { name, sessionId, directory, moment };
  },
  write: (event, answer) =>
    Object.hasOwn(forms, event.name) ? forms[event.name]?.(answer) : undefined,
  passesSession: false,
};

const moments: Readonly<
  Record<string, (payload: Payload, directory: string | undefined) => Moment | undefined>
> = {
  sessionStart: () => ({ kind: 'start' }),
  beforeSubmitPrompt: () => ({ kind: 'prompt' }),
  preToolUse: (payload, directory) => aroundTool('edit', payload, directory),
  postToolUse: (payload, directory) => aroundTool('edited', payload, directory),
  beforeShellExecution: (payload) => {
    const command = textIn(payload, 'command');
    return command === undefined ? undefined : { kind: 'shell', command };
  },
  subagentStart: () => ({ kind: 'subagent', change: 1 }),
  subagentStop: () => ({ kind: 'subagent', change: -1 }),
  preCompact: () => ({ kind: 'forgetting' }),
  // The turn is over: it goes on with the next prompt.
  stop: () => ({ kind: 'waiting' }),
  sessionEnd: () => ({ kind: 'end' }),
};

/** Without a permission nothing is allowed that would have been asked for. */
const forms: Readonly<Record<string, (answer: Answer) => object | undefined>> = {
  sessionStart: ({ text, variables }) => ({
    additional_context: text,
    ...(variables === undefined ? {} : { env: variables }),
  }),
  postToolUse: ({ text }) => ({ additional_context: text }),
  preToolUse: (answer) => (answer.decision === 'deny' ? withPermission(answer) : undefined),
  beforeShellExecution: withPermission,
};

function withPermission({ text, decision }: Answer): object {
  const permission = decision === undefined ? {} : { permission: decision };
  return { ...permission, user_message: text, agent_message: text };
}

/** A hook of the user's own runs in Cursor's directory, and not in the project's. */
function directoryOf(payload: Payload): HookEvent['directory'] {
  const roots: unknown = payload['workspace_roots'];
  const [root]: readonly unknown[] = Array.isArray(roots) ? roots : [];
  return absoluteOrNone(textIn(payload, 'cwd') ?? (typeof root === 'string' ? root : undefined));
}

function aroundTool(
  kind: 'edit' | 'edited',
  payload: Payload,
  directory: string | undefined,
): Moment | undefined {
  const tool = textIn(payload, 'tool_name');
  if (tool !== 'Write' && tool !== 'Delete') return undefined;
  const path = textIn(objectIn(payload, 'tool_input'), 'file_path');
  return { kind, paths: absolutePaths([path], directory) };
}
