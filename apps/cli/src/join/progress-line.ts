import type { Context } from '../context.ts';
import type { Invocation } from '../invocation.ts';

const frames = ['|', '/', '-', '\\'];
const frameMs = 120;

/**
 * Shows one line on a terminal while something is awaited, and takes it away afterwards. Elsewhere,
 * under `--quiet` and under `--json` nothing is shown.
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
  const draw = (): void => {
    context.write('stderr', `\r${frames[frame % frames.length]} ${text}`);
    frame += 1;
  };
  draw();
  const stopTimer = context.every(frameMs, draw);
  return () => {
    stopTimer();
    context.write('stderr', `\r${' '.repeat(text.length + 2)}\r`);
  };
}
