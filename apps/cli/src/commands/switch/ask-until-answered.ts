import { type AutocompleteOptions, autocomplete, updateSettings } from '@clack/prompts';
import type { Context } from '../../context/context.ts';
import { InterruptedError } from '../../errors/interrupted-error.ts';
import { createScreen } from '../../output/terminal/screen.ts';

/** What a terminal in raw mode sends for Ctrl-D and Ctrl-Z. */
const endOfInput = '\u0004';
const suspend = '\u001a';

/** A question of two lines, and how it is asked. */
export interface Question extends Omit<AutocompleteOptions<string>, 'message'> {
  readonly message: string;
  readonly below: string;
  /** Whether color is allowed, where the terminal has it. */
  readonly color: boolean;
}

/**
 * Asks until there is an answer; asks again when the process was stopped with Ctrl-Z meanwhile. It
 * is drawn on a screen of its own, so nothing of it is left.
 *
 * @throws ERR_INTERRUPTED when the user leaves it with Escape, Ctrl-C or Ctrl-D; the signal's
 * reason
 */
export async function askUntilAnswered(
  context: Context,
  question: Question,
  signal: AbortSignal,
): Promise<string> {
  // Otherwise Ctrl-D would end the input but not the question, and so end the process, and Ctrl-Z
  // would leave readline without its keys.
  updateSettings({ aliases: { [endOfInput]: 'cancel', [suspend]: 'cancel' } });
  for (;;) {
    const { answer, suspended } = await askOnce(context, question, signal);
    if (typeof answer === 'string') return answer;
    if (signal.aborted) throw signal.reason;
    if (!suspended) throw new InterruptedError('SIGINT');
  }
}

async function askOnce(
  context: Context,
  { message, below, color, ...question }: Question,
  signal: AbortSignal,
): Promise<{ readonly answer: string | symbol; readonly suspended: boolean }> {
  const screen = createScreen(context, { stream: 'stderr', color });
  const { input, output } = context.terminal(color);
  let suspended = false;
  const note = (_: unknown, { sequence }: { readonly sequence?: string }): void => {
    if (sequence !== suspend) return;
    suspended = true;
    screen.close();
  };
  // The library draws the lines that differ from those before, and counts them by the new width. On
  // an empty screen all have to differ, and two do: then it draws from the first one on.
  let other = '';
  const redraw = (): void => {
    other = other === '' ? ' ' : '';
    screen.clear();
    output.emit('resize');
  };
  // Added before readline's own listener, which stops the process at this key without showing the
  // cursor.
  input.on('keypress', note);
  screen.open();
  const stopWatching = context.watchTerminal('stderr', { resized: redraw });
  try {
    const options: AutocompleteOptions<string> = {
      ...question,
      get message() {
        return `${message}${other}\n   ${below}${other}`;
      },
      withGuide: false,
      input,
      output,
      signal,
    };
    return { answer: await autocomplete(options), suspended };
  } finally {
    stopWatching();
    input.off('keypress', note);
    screen.close();
  }
}
