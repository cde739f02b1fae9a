import type { Pause } from '@missionctl/issuer';
import type { Context } from '../../context/context.ts';
import { displayWidth } from '../../output/display-width.ts';
import { textOf } from '../../output/line.ts';
import { shortened } from '../../output/terminal/fit-text.ts';
import type { Invocation } from '../../session/invocation.ts';

const frames = ['|', '/', '-', '\\'];
const frameMs = 120;

/**
 * Asks an authority, and says on stderr while that lasts: on a terminal one line, which is removed
 * afterwards; everywhere a note for each pause, so that nobody takes a wait for a hang. Not under
 * `--quiet`; the line not under `--json`.
 */
export async function withProgress<T>(
  { context, flags }: Invocation,
  text: string,
  ask: (onPause: (pause: Pause) => void) => Promise<T>,
): Promise<T> {
  if (flags.quiet) return await ask(() => {});
  const isDrawn = !flags.json && context.isTerminal('stderr');
  const line = isDrawn ? oneRow(context, text) : '';
  const blank = isDrawn ? `\r${' '.repeat(displayWidth(line) + 2)}\r` : '';
  const stop = isDrawn ? spin(context, line) : () => {};
  try {
    return await ask((pause) => note(context, blank + pausePhrase(pause)));
  } finally {
    stop();
    if (isDrawn) note(context, blank);
  }
}

function pausePhrase({ host, reason, ms }: Pause): string {
  return `waiting ${Math.ceil(ms / 1000)} s before ${host} is asked again (${reason})\n`;
}

/** A note that nobody can read is no reason to fail. */
function note(context: Context, text: string): void {
  try {
    context.write('stderr', text);
  } catch {
    // The wait goes on.
  }
}

/** In one row, whose last column stays free: a return does not reach the rows above. */
function oneRow(context: Context, text: string): string {
  return textOf(shortened(text, context.terminalSize('stderr').columns - 3));
}

function spin(context: Context, text: string): () => void {
  let frame = 0;
  const draw = (): void => {
    note(context, `\r${frames[frame % frames.length]} ${text}`);
    frame += 1;
  };
  draw();
  return context.every(frameMs, draw);
}
