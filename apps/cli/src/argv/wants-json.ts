import { CliError } from '../errors/cli-error.ts';
import { asksForHelp, asksForVersion } from './parse-flags.ts';
import type { ScannedArgv } from './scan-argv.ts';

/** Whether a flag asks for JSON; known before the parsing, whose errors may have to be JSON. */
export function asksForJson({ tokens }: ScannedArgv): boolean {
  return tokens.some((token) => token.kind === 'flag' && token.name === '--json');
}

/**
 * Whether the output is JSON. The variable decides for commands whose output is data; what a shell
 * evaluates, or a person reads, is JSON by the flag only.
 *
 * @param scanned The command line.
 * @param variable The value of MISSIONCTL_OUTPUT.
 * @throws CliError `USAGE`, for a value that it cannot have
 */
export function wantsJson(scanned: ScannedArgv, variable: string | undefined): boolean {
  if (asksForJson(scanned)) return true;
  if (variable === undefined || variable === 'text' || printsText(scanned)) return false;
  if (variable === 'json') return true;
  throw new CliError('USAGE', `MISSIONCTL_OUTPUT is json or text, not '${variable}'`, {
    hint: 'unset MISSIONCTL_OUTPUT',
    details: { variable: 'MISSIONCTL_OUTPUT' },
  });
}

function printsText({ word, named, tokens }: ScannedArgv): boolean {
  if (tokens.some(asksForHelp) || named?.command.printsText === true) return true;
  return word === undefined && (tokens.length === 0 || tokens.some(asksForVersion));
}
