import type { Invocation } from './invocation.ts';

/** Whether a person at a terminal can be asked, rather than a program that reads JSON. */
export function isInteractive({ context, flags }: Invocation): boolean {
  return !flags.json && context.isTerminal('stdin') && context.isTerminal('stderr');
}
