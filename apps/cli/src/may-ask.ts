import type { Invocation } from './invocation.ts';

/** Whether there is somebody at a terminal to be asked, rather than a program that reads JSON. */
export function mayAsk({ context, flags }: Invocation): boolean {
  return !flags.json && context.isTerminal('stdin') && context.isTerminal('stderr');
}
