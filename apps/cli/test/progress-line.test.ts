import { expect, test } from 'vitest';
import { withProgress } from '../src/commands/join/progress-line.ts';
import type { Invocation } from '../src/session/invocation.ts';
import { createScreen } from './support/screen.ts';

test.each([20, 80])(
  'on a terminal of %i columns the progress of a join leaves no row',
  async (columns) => {
    const screen = createScreen({ columns, rows: 5 });
    const draws: (() => void)[] = [];
    const context = {
      isTerminal: () => true,
      terminalSize: screen.size,
      write: (_stream: string, text: string) => {
        screen.write(text);
        return true;
      },
      every: (_ms: number, draw: () => void) => {
        draws.push(draw);
        return () => {};
      },
    };
    const invocation = { context, flags: { json: false, quiet: false } };
    const answered = new AbortController();
    const answer = new Promise((resolve) => {
      answered.signal.addEventListener('abort', resolve);
    });
    const text = 'ask an-authority.with-a-long-name.example for an identity';
    const waiting = withProgress(invocation as unknown as Invocation, text, () => answer);
    for (const draw of [...draws, ...draws]) draw();
    expect(screen.rows().filter((row) => row !== '')).toHaveLength(1);
    answered.abort();
    await waiting;
    expect(screen.rows().join('')).toBe('');
  },
);
