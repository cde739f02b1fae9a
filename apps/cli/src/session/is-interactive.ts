import type { Invocation } from './invocation.ts';

/** Whether a person at a terminal can be asked, rather than a program that reads JSON. */
export function isInteractive({ context, flags }: Invocation): boolean {
  return !flags.json && context.isTerminal('stdin') && context.isTerminal('stderr');
}

/** Whether a person at a terminal reads what was asked for, rather than a program. */
export function readsOnTerminal({ context, flags }: Invocation): boolean {
  return !flags.json && context.isTerminal('stdout');
}
