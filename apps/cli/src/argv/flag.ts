import type { Context } from '../context/context.ts';

/** What is known while a word is typed. */
export interface Typing {
  readonly context: Context;
  /** What is typed already: the arguments, and the mission and the participant by their flags. */
  readonly args: readonly string[];
  readonly mission: string | undefined;
  readonly as: string | undefined;
  /** The names of the commands that help lists. */
  readonly commandNames: readonly string[];
}

/** Lists the words that may stand in a place of the command line. */
export type Complete = (typing: Typing) => readonly string[];

/** What completes a word: words of ours, or the names of files, which the shell knows. */
export type Completion = Complete | 'files';

/** A flag that is given or not. */
export interface BooleanFlag {
  readonly kind: 'boolean';
  readonly brief: string;
}

/** A flag with a value. */
export interface StringFlag {
  readonly kind: 'string';
  readonly brief: string;
  readonly placeholder: string;
  readonly complete?: Completion;
  /** Whether it may be given more than once: its value is a list then. */
  readonly repeatable?: true;
}

export type Flag = BooleanFlag | StringFlag;

/** Flags by the names that the code has for them: `dryRun` is `--dry-run`. */
export type Flags = Readonly<Record<string, Flag>>;

/** The values of the flags that every command takes. */
export interface GlobalFlags {
  readonly mission?: string;
  readonly as?: string;
  readonly me?: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** The flag as a user types it: `dryRun` becomes `--dry-run`. */
export function toFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
