import { errnoOf } from '@missionctl/atomic-fs';
import type { InvalidIdError } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';

/**
 * The id that a variable holds; undefined when it is not set.
 *
 * @throws CliError `INVALID_ID`, which names the variable
 */
export function idFromEnvironment<T>(
  context: Context,
  variable: string,
  requireId: (text: string) => T,
): T | undefined {
  const text = context.environment(variable);
  if (text === undefined) return undefined;
  try {
    return requireId(text);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_INVALID_ID') throw error;
    const { message, issues } = error as InvalidIdError;
    throw new CliError('INVALID_ID', message, {
      why: `it is the value of ${variable}`,
      hint: `unset ${variable}`,
      details: { issues, variable },
      cause: error,
    });
  }
}
