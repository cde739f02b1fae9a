import { CliError } from '../errors/cli-error.ts';

/** `USAGE`, with a hint that leads to the help of the command, or of the program. */
export function usageError(message: string, command?: string): CliError {
  const topic = command === undefined ? '' : ` ${command}`;
  return new CliError('USAGE', message, { hint: `missionctl${topic} --help` });
}
