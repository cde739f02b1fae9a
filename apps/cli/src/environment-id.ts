import { CliError } from './cli-error.ts';
import type { Context } from './context.ts';
import { explainError } from './explain-error.ts';

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
    const { code, message, details } = explainError(error);
    throw new CliError(code, message, {
      why: `it is the value of ${variable}`,
      hint: `unset ${variable}`,
      details: { ...details, variable },
      cause: error,
    });
  }
}
