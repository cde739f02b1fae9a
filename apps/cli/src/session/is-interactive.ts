import type { Invocation } from './invocation.ts';
import { harnessMarks } from './who/harness-marks.ts';

/**
 * Whether a person at a terminal can be asked, rather than a program that reads JSON, or an agent: some
 * agents have a terminal.
 */
export function isInteractive({ context, flags }: Invocation): boolean {
  return (
    !flags.json &&
    context.isTerminal('stdin') &&
    context.isTerminal('stderr') &&
    harnessMarks(context).length === 0
  );
}

/** Whether a person at a terminal reads what was asked for, rather than a program. */
export function readsOnTerminal({ context, flags }: Invocation): boolean {
  return !flags.json && context.isTerminal('stdout');
}
