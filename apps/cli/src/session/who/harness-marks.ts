import type { HarnessMark } from '@missionctl/actions';
import type { Context } from '../../context/context.ts';

/** How an agent command line is known by the environment of what it starts. */
interface Harness {
  readonly name: string;
  /** Is set in the environment of every command that it starts. */
  readonly mark: string;
  /** Holds the id of its session there; undefined where nothing does. */
  readonly sessionId?: string;
}

/** The agent command lines of which something is known, each by what it documents or was seen to set in 2026. */
const harnesses: readonly Harness[] = [
  { name: 'claude', mark: 'CLAUDECODE', sessionId: 'CLAUDE_CODE_SESSION_ID' },
  { name: 'codex', mark: 'CODEX_THREAD_ID', sessionId: 'CODEX_THREAD_ID' },
  { name: 'gemini', mark: 'GEMINI_CLI', sessionId: 'GEMINI_SESSION_ID' },
  { name: 'cursor', mark: 'CURSOR_AGENT' },
  { name: 'opencode', mark: 'OPENCODE' },
];

/** Every variable by which an agent command line is known: what a test must not inherit. */
export const harnessVariables: readonly string[] = harnesses.flatMap(({ mark, sessionId }) =>
  sessionId === undefined ? [mark] : [mark, sessionId],
);

/** The agent command lines whose marks are in the environment; none where the user turned that off. */
export function harnessMarks({
  environment,
}: Pick<Context, 'environment'>): readonly HarnessMark[] {
  if (environment('MISSIONCTL_HARNESS') === 'none') return [];
  return harnesses
    .filter(({ mark }) => environment(mark) !== undefined)
    .map(({ name, sessionId }) => ({
      name,
      sessionId: sessionId === undefined ? undefined : environment(sessionId),
    }));
}
