import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';

/**
 * Asks on the terminal, which there must be, and goes on with a yes.
 *
 * @throws CliError `CONFLICT` with the hint for every other answer
 */
export function confirm({ ask }: Pick<Context, 'ask'>, question: string, hint: string): void {
  if (/^y(es)?$/i.test(ask(`${question} [y/N] `) ?? '')) return;
  throw new CliError('CONFLICT', 'not confirmed, nothing was changed', { hint });
}
