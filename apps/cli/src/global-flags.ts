import { CliError } from './cli-error.ts';

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
  },
  as: {
    kind: 'parsed',
    parse: text,
    optional: true,
    hidden: true,
    brief: 'Which participant of this home',
    placeholder: 'alias',
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
 * Moves the global flags that stand before the command behind its name, where the framework looks
 * for them: `--json status` becomes `status --json`.
 */
export function hoistGlobalFlags(argv: readonly string[]): readonly string[] {
  const leading: string[] = [];
  let at = 0;
  for (let word = argv[at]; word !== undefined; word = argv[at]) {
    const [name = ''] = word.split('=', 1);
    if (plain.has(word)) leading.push(word);
    else if (valued.has(name) && word !== name) leading.push(word);
    else if (valued.has(name)) leading.push(word, ...argv.slice(at + 1, ++at + 1));
    else break;
    at += 1;
  }
  const [command, ...rest] = argv.slice(at);
  return command === undefined ? leading : [command, ...leading, ...rest];
}

/**
 * Refuses two words that the framework would take for positionals: a flag of one letter after two
 * dashes, and a global flag with an empty value.
 */
export function refuseMisreadWords(argv: readonly string[]): void {
  for (const word of beforeEscape(argv)) {
    if (/^--[A-Za-z]$/.test(word)) throw new CliError('USAGE', `no flag is called ${word}`, help);
    if (word === '--mission=' || word === '--as=') {
      throw new CliError('USAGE', `${word.slice(0, -1)} needs a value`, help);
    }
  }
}

/** Whether JSON was asked for, told without the framework, since its errors need to know. */
export function asksForJson(argv: readonly string[], output: string | undefined): boolean {
  return output === 'json' || beforeEscape(argv).includes('--json');
}

/** After `--` the words belong to another program. */
function beforeEscape(argv: readonly string[]): readonly string[] {
  const separator = argv.indexOf('--');
  return separator === -1 ? argv : argv.slice(0, separator);
}

const help = { hint: 'missionctl --help' };
