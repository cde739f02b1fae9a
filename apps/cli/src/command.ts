import type { Context } from './context.ts';
import type { GlobalFlags } from './global-flags.ts';
import type { Invocation } from './invocation.ts';
import type { Outcome } from './outcome.ts';

/** What finishes a word while it is typed; the words before it are known. */
export type Propose = (typing: {
  readonly context: Context;
  readonly before: readonly string[];
}) => readonly string[];

/** A flag that is given or not. */
interface Switch {
  readonly kind: 'switch';
  readonly brief: string;
}

/** A flag with a value. */
interface Valued {
  readonly kind: 'text';
  readonly brief: string;
  readonly placeholder: string;
  readonly propose?: Propose;
}

/** A flag with one of a few values. */
interface Choice {
  readonly kind: 'choice';
  readonly brief: string;
  readonly values: readonly string[];
}

export type Flag = Switch | Valued | Choice;

/** Of each field of a command's flags the flag that sets it: `dryRun` is `--dry-run`. */
type FlagsFor<F> = {
  readonly [K in keyof F]-?: NonNullable<F[K]> extends boolean
    ? Switch
    : string extends NonNullable<F[K]>
      ? Valued
      : Choice;
};

/** A word that a command takes besides its flags; all may be left out. */
export interface Argument {
  readonly placeholder: string;
  readonly brief: string;
  /** Whether all further words are taken too. */
  readonly rest?: boolean;
  readonly propose?: Propose;
}

type Told = Outcome | Promise<Outcome>;

interface Described {
  readonly description?: string;
  /** The words after the command's name, where they are not what its flags and arguments tell. */
  readonly usage?: string;
  readonly args?: readonly Argument[];
  /** Whether it tells of the one mission that is meant, so that a word too many is likely its id. */
  readonly ofOneMission?: boolean;
}

/** A command: a function from an invocation, its own flags and its arguments to an outcome. */
export interface CommandOf<F extends object, A extends readonly (string | undefined)[]>
  extends Described {
  readonly flags: FlagsFor<F>;
  /** Whether it only looks, and so leaves even a mode that is too wide; default: a dry run does. */
  readonly looksOnly?: boolean;
  readonly run: (invocation: Invocation, flags: F & GlobalFlags, ...args: A) => Told;
}

/** A command for which no home has to be there. */
export interface HomelessCommand extends Described {
  readonly flags: Readonly<Record<string, never>>;
  readonly answer: (context: Context, ...args: readonly string[]) => Told;
}

/** A command as the routes have it: what its flags and arguments are like is its own affair. */
export type Command =
  | HomelessCommand
  | (Omit<CommandOf<object, readonly string[]>, 'flags'> & {
      readonly flags: Readonly<Record<string, Flag>>;
    });

/** A command, checked: each field of its flags has a flag of the kind that sets it. */
export function defineCommand<F extends object, A extends readonly (string | undefined)[]>(
  command: CommandOf<F, A>,
): Command {
  // What is read for it are its flags and at most its arguments; that is what `CommandOf` says.
  return command as unknown as Command;
}
