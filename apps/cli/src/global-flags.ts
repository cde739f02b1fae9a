import type { Flag } from './command.ts';
import { proposeAliases, proposeMissions } from './shell/propose-names.ts';

/** What the flags of every command say, after its name or before it. */
export interface GlobalFlags {
  readonly mission?: string;
  readonly as?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** The flags of every command. A command's own help leaves them to that of the root. */
export const globalFlags: Readonly<Record<string, Flag>> = {
  mission: { kind: 'text', placeholder: 'id', brief: 'Which mission', propose: proposeMissions },
  as: {
    kind: 'text',
    placeholder: 'alias',
    brief: 'Which participant of this home',
    propose: proposeAliases,
  },
  json: { kind: 'switch', brief: 'One line of JSON on stdout' },
  quiet: { kind: 'switch', brief: 'Only what was asked for' },
  noColor: { kind: 'switch', brief: 'No colour, on a terminal either' },
};

const valued: ReadonlySet<string> = new Set(['--mission', '--as']);

/**
 * Where in the words the command's name is; their number when none is named. What stands before it
 * are flags, and what follows `--mission` and `--as` is their value.
 */
export function commandAt(words: readonly string[]): number {
  let at = 0;
  for (let word = words[at]; word !== undefined && isFlag(word); word = words[at]) {
    at += valued.has(word) ? 2 : 1;
  }
  return at;
}

export function isFlag(word: string): boolean {
  return word.startsWith('-') && word !== '-' && word !== '--';
}

/** Whether JSON was asked for, told before all else, since an error in the words needs to know. */
export function asksForJson(argv: readonly string[], output: string | undefined): boolean {
  return output === 'json' || beforeEscape(argv).some((word) => /^--json(?:=|$)/.test(word));
}

/** After `--` the words are no flags, and may belong to another program. */
function beforeEscape(argv: readonly string[]): readonly string[] {
  const separator = argv.indexOf('--');
  return separator === -1 ? argv : argv.slice(0, separator);
}

/** As a flag is typed: `dryRun` is `--dry-run`. */
export function typed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
