import { type AutocompleteOptions, autocomplete, updateSettings } from '@clack/prompts';
import type { Context } from '../context.ts';
import { InterruptedError } from '../interrupted-error.ts';

/** What the terminal sends for Ctrl-D and Ctrl-Z while every key is read by itself. */
const endOfInput = '\u0004';
const suspend = '\u001a';
const showCursor = '\u001b[?25h';

type Terminal = ReturnType<Context['terminal']>;

/**
 * Asks until there is an answer: anew when the process was stopped with Ctrl-Z meanwhile.
 *
 * @throws ERR_INTERRUPTED when it is left with Escape, Ctrl-C or Ctrl-D; the signal's reason
 */
export async function askUntilAnswered(
  question: AutocompleteOptions<string>,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<string> {
  // Ctrl-D would else end the reading of keys but not the question, and with it the process. Ctrl-Z
  // leaves readline without its keys.
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
  // Before readline listens, which stops the process at this key and shows no cursor first.
  input.on('keypress', note);
  try {
    const answer = await autocomplete(question);
    return { answer, suspended };
  } finally {
    input.off('keypress', note);
  }
}
