import type { CliError } from '../errors/cli-error.ts';
import { type Flags, toFlag } from './flag.ts';
import type { FlagToken, Token } from './scan-argv.ts';
import { usageError } from './usage-error.ts';

/** What the flags of a command line say, by the names that the code has for them. */
export type GivenFlags = Record<string, string | boolean | readonly string[]>;

/**
 * Checks the flags among the tokens against those that there are.
 *
 * @param tokens The tokens of a command line; those that are no flags are passed over.
 * @param command The command's name; undefined when the line names none.
 * @param flags The flags that the command takes, or those that stand without one.
 * @throws CliError `USAGE`, for the first flag that is wrong
 */
export async function parseFlags(
  tokens: readonly Token[],
  command: string | undefined,
  flags: Flags,
): Promise<GivenFlags> {
  const given: GivenFlags = {};
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'flag') continue;
    const { name, joined } = token;
    const field = name.slice(2).replace(/-[a-z]/g, (dashed) => dashed.charAt(1).toUpperCase());
    const flag = Object.hasOwn(flags, field) && name === toFlag(field) ? flags[field] : undefined;
    const takesNoValue = flag?.kind === 'boolean' || isAboutProgram(token);
    if (takesNoValue && joined) throw usageError(`${name} takes no value`, command);
    if (flag === undefined) throw await unknownFlag(name, command, Object.keys(flags).map(toFlag));
    if (flag.kind === 'boolean') {
      given[field] = true;
    } else {
      const value = requireValue(token, tokens[at + 1], command);
      const before = Object.hasOwn(given, field) ? given[field] : undefined;
      if (flag.repeatable === true) {
        given[field] = Array.isArray(before) ? [...before, value] : [value];
      } else if (before === undefined) given[field] = value;
      else throw usageError(`${name} is given twice`, command);
    }
  }
  return given;
}

/** Whether a flag asks about the program itself. */
function isAboutProgram({ name }: FlagToken): boolean {
  return isHelp(name) || isVersion(name);
}

export function asksForHelp(token: Token): boolean {
  return token.kind === 'flag' && !token.joined && isHelp(token.name);
}

export function asksForVersion(token: Token): boolean {
  return token.kind === 'flag' && !token.joined && isVersion(token.name);
}

function isHelp(name: string): boolean {
  return name === '--help' || name === '-h';
}

function isVersion(name: string): boolean {
  return name === '--version' || name === '-v';
}

/** An empty word of its own is a value, and its command says what is wrong with it. */
function requireValue(
  { name, value, joined }: FlagToken,
  next: Token | undefined,
  command: string | undefined,
): string {
  if (value !== undefined && !(joined && value === '')) return value;
  const isFlag = next?.kind === 'flag' && !joined;
  const message = `${name} needs a value`;
  throw usageError(isFlag ? `${message}, but ${next.name} is a flag` : message, command);
}

async function unknownFlag(
  name: string,
  command: string | undefined,
  known: readonly string[],
): Promise<CliError> {
  const { unknownWord } = await import('./unknown-word.ts');
  const message = command === undefined ? `unknown flag ${name}` : `${command} has no flag ${name}`;
  const hint = command === undefined ? 'missionctl --help' : `missionctl ${command} --help`;
  return unknownWord({ message, given: name, known, hint });
}
