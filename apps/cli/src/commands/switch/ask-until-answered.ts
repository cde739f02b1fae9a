import { type AutocompleteOptions, autocomplete, updateSettings } from '@clack/prompts';
import type { Context } from '../../context/context.ts';
import { InterruptedError } from '../../errors/interrupted-error.ts';

/** What a terminal in raw mode sends for Ctrl-D and Ctrl-Z. */
const endOfInput = '\u0004';
const suspend = '\u001a';
const showCursor = '\u001b[?25h';

type Terminal = ReturnType<Context['terminal']>;

/**
 * Asks until there is an answer; asks again when the process was stopped with Ctrl-Z meanwhile.
 *
 * @throws ERR_INTERRUPTED when the user leaves it with Escape, Ctrl-C or Ctrl-D; the signal's
 * reason
 */
export async function askUntilAnswered(
  question: AutocompleteOptions<string>,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<string> {
  // Otherwise Ctrl-D would end the input but not the question, and so end the process, and Ctrl-Z
  // would leave readline without its keys.
  updateSettings({ aliases: { [endOfInput]: 'cancel', [suspend]: 'cancel' } });
  for (;;) {
    const { answer, suspended } = await askOnce({ ...question, ...terminal, signal }, terminal);
    if (typeof answer === 'string') return answer;
    if (signal.aborted) throw signal.reason;
    if (!suspended) throw new InterruptedError('SIGINT');
  }
}

async function askOnce(
  question: AutocompleteOptions<string>,
  { input, output }: Terminal,
): Promise<{ readonly answer: string | symbol; readonly suspended: boolean }> {
  let suspended = false;
  const note = (_: unknown, { sequence }: { readonly sequence?: string }): void => {
    if (sequence !== suspend) return;
    suspended = true;
    output.write(`${showCursor}\n`);
  };
  // Added before readline's own listener, which stops the process at this key without showing the
  // cursor.
  input.on('keypress', note);
  try {
    const answer = await autocomplete(question);
    return { answer, suspended };
  } finally {
    input.off('keypress', note);
  }
}
