import { CliError } from './cli-error.ts';
import { proposeAliases, proposeMissions } from './shell/propose-names.ts';

/** The flags that every command takes, after its name or before it. */
export interface GlobalFlags {
  readonly mission?: string;
  readonly as?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

const text = (value: string): string => value;

/** Hidden in each command's help, where they would crowd out its own; the root tells them. */
export const globalFlagParameters = {
  mission: {
    kind: 'parsed',
    parse: text,
    optional: true,
    hidden: true,
    brief: 'Which mission',
    placeholder: 'id',
    proposeCompletions: proposeMissions,
  },
  as: {
    kind: 'parsed',
    parse: text,
    optional: true,
    hidden: true,
    brief: 'Which participant of this home',
    placeholder: 'alias',
    proposeCompletions: proposeAliases,
  },
  json: {
    kind: 'boolean',
    default: false,
    withNegated: false,
    hidden: true,
    brief: 'One line of JSON on stdout',
  },
  quiet: {
    kind: 'boolean',
    default: false,
    withNegated: false,
    hidden: true,
    brief: 'Only what was asked for',
  },
  color: { kind: 'boolean', default: true, hidden: true, brief: 'Colour on a terminal' },
} as const;

const valued: ReadonlySet<string> = new Set(['--mission', '--as']);
const plain: ReadonlySet<string> = new Set(['--json', '--quiet', '--no-color', '--color']);

/**
 * Moves the flags that stand before the command behind its name, where the framework looks for
 * them: `--json status` becomes `status --json`. A mistyped one moves along, so that the framework
 * can tell which was meant. What follows `--mission` and `--as` is their value.
 */
export function hoistLeadingFlags(argv: readonly string[]): readonly string[] {
  const at = countLeading(argv);
  const [command, ...rest] = argv.slice(at);
  const leading = argv.slice(0, at);
  if (command === undefined || command === '--') return withoutCommand(leading, command);
  return [command, ...leading, ...rest];
}

/** How many words stand before the command; one more than there are when the last needs a value. */
export function countLeading(argv: readonly string[]): number {
  let at = 0;
  for (let word = argv[at]; word !== undefined && isFlag(word); word = argv[at]) {
    at += valued.has(word) ? 2 : 1;
  }
  return at;
}

function isFlag(word: string): boolean {
  return word.startsWith('-') && word !== '-' && word !== '--';
}

/** Only the root's own flags make sense alone: help and version. */
function withoutCommand(leading: readonly string[], separator?: string): readonly string[] {
  const last = leading.at(-1);
  if (last !== undefined && valued.has(last))
    throw new CliError('USAGE', `${last} needs a value`, help);
  const own = leading.filter((word, at) => !isGlobal(word) && !valued.has(leading[at - 1] ?? ''));
  if (separator === undefined && (own.length > 0 || leading.length === 0)) return own;
  throw new CliError('USAGE', 'no command is named', help);
}

function isGlobal(word: string): boolean {
  return plain.has(word) || valued.has(nameOf(word));
}

/**
 * Refuses what the framework would take for positionals, or for something else than was meant: a
 * flag of one letter after two dashes, a flag with an empty value, and a value for a flag without.
 */
export function refuseMisreadWords(argv: readonly string[]): void {
  for (const word of beforeEscape(argv)) {
    const name = nameOf(word);
    if (/^--[A-Za-z]$/.test(name)) throw new CliError('USAGE', `no flag is called ${name}`, help);
    if (name === word || !name.startsWith('--')) continue;
    if (plain.has(name)) throw new CliError('USAGE', `${name} takes no value`, help);
    if (word === `${name}=`) throw new CliError('USAGE', `${name} needs a value`, help);
  }
}

function nameOf(word: string): string {
  return word.split('=', 1)[0] ?? word;
}

/** Whether JSON was asked for, told without the framework, since its errors need to know. */
export function asksForJson(argv: readonly string[], output: string | undefined): boolean {
  return output === 'json' || beforeEscape(argv).some((word) => nameOf(word) === '--json');
}

/** After `--` the words belong to another program. */
function beforeEscape(argv: readonly string[]): readonly string[] {
  const separator = argv.indexOf('--');
  return separator === -1 ? argv : argv.slice(0, separator);
}

const help = { hint: 'missionctl --help' };
