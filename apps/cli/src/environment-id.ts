import { errnoOf } from '@missionctl/atomic-fs';
import type { InvalidIdError } from '@missionctl/session-model';
import { CliError } from './cli-error.ts';
import type { Context } from './context.ts';

/** An id that a variable holds, parsed; one that is none is refused under the variable's name. */
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
