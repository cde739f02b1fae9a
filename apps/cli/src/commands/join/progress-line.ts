import type { Context } from '../../context/context.ts';
import { displayWidth } from '../../output/display-width.ts';
import { textOf } from '../../output/line.ts';
import { shortened } from '../../output/terminal/fit-text.ts';
import type { Invocation } from '../../session/invocation.ts';

const frames = ['|', '/', '-', '\\'];
const frameMs = 120;

/**
 * Shows one line on a terminal while a promise is awaited, and removes it afterwards. Shows nothing
 * without a terminal, under `--quiet` and under `--json`.
 */
export async function withProgress<T>(
  { context, flags }: Invocation,
  text: string,
  awaited: Promise<T>,
): Promise<T> {
  if (flags.json || flags.quiet || !context.isTerminal('stderr')) return await awaited;
  const stop = spin(context, text);
  try {
    return await awaited;
  } finally {
    stop();
  }
}

function spin(context: Context, text: string): () => void {
  let frame = 0;
  // In one row, whose last column stays free: a return does not reach the rows above.
  const shown = textOf(shortened(text, context.terminalSize('stderr').columns - 3));
  const draw = (): void => {
    context.write('stderr', `\r${frames[frame % frames.length]} ${shown}`);
    frame += 1;
  };
  draw();
  const stopTimer = context.every(frameMs, draw);
  return () => {
    stopTimer();
    context.write('stderr', `\r${' '.repeat(displayWidth(shown) + 2)}\r`);
  };
}
