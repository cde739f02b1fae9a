import type { Context } from '../context/context.ts';
import { usageError } from './usage-error.ts';

/**
 * Refuses a word that is not UTF-8: Node has put U+FFFD in the place of its bytes, and that would be
 * stored. What is behind `--` is for another program, and looked at there.
 *
 * @throws CliError `USAGE`
 */
export async function refuseChangedWord({ argv, changedWord }: Context): Promise<void> {
  if (!argv.some((word) => word.includes('\u{fffd}'))) return;
  const index = await changedWord();
  const end = argv.indexOf('--');
  if (index === -1 || (end !== -1 && index > end)) return;
  throw usageError(`argument ${index + 1} is not UTF-8, and would be changed`);
}
