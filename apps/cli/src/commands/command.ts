import type { BooleanFlag, Completion, Flags, GlobalFlags, StringFlag } from '../argv/flag.ts';
import type { SelectingFlag } from '../argv/global-flags.ts';
import type { Context } from '../context/context.ts';
import type { JsonSchema } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import type { Invocation } from '../session/invocation.ts';

/** For each field of a command's flags the flag that sets it: `dryRun` is `--dry-run`. */
type FlagsFor<F> = {
  readonly [K in keyof F]-?: NonNullable<F[K]> extends boolean
    ? BooleanFlag
    : NonNullable<F[K]> extends readonly string[]
      ? StringFlag & { readonly repeatable: true }
      : StringFlag & { readonly repeatable?: never };
};

/** A word that a command takes besides its flags; each may be left out. */
export interface Argument {
  readonly placeholder: string;
  readonly brief: string;
  /** Whether all further words are taken too. */
  readonly rest?: boolean;
  readonly complete?: Completion;
}

type CommandResult = Outcome | Promise<Outcome>;

interface Described {
  /** What its own help says besides the one line in the list of commands. */
  readonly description?: string;
  /** The words behind the command's name, where its flags and arguments do not show them. */
  readonly usage?: string;
  readonly args?: readonly Argument[];
  /** Command lines, as a user would type them. */
  readonly examples: readonly string[];
  /** The JSON Schema of the `data` that it prints on success. */
  readonly dataSchema: JsonSchema;
  /**
   * Whether it prints code, or a text to read: MISSIONCTL_OUTPUT, which is set for all commands of a
   * program or a shell, does not change that.
   */
  readonly printsText?: true;
  /**
   * Whether a harness runs it, with an event that says who acts. No agent is to fail by it: whatever goes
   * wrong, it exits with 0 and says nothing.
   */
  readonly isHook?: true;
  /** Which of `--mission` and `--as` mean something to it; default: both. `--me` goes with `--as`. */
  readonly takes?: readonly SelectingFlag[];
  /** Whether `--as` selects sessions, and does not say who acts. */
  readonly asFilters?: true;
}

/** A command: a function from an invocation, its own flags and its arguments to an outcome. */
export interface CommandOf<F extends object, A extends readonly (string | undefined)[]>
  extends Described {
  readonly flags: FlagsFor<F>;
  /** Whether its reading leaves a mode that is too wide as it is; default: only in a dry run. */
  readonly keepsModes?: boolean;
  readonly run: (invocation: Invocation, flags: F & GlobalFlags, ...args: A) => CommandResult;
}

/** A command that works without a home. */
export interface StandaloneCommand extends Described {
  readonly takes: readonly [];
  readonly flags: Readonly<Record<string, never>>;
  readonly answer: (
    surroundings: { readonly context: Context; readonly routes: Routes },
    ...args: readonly string[]
  ) => CommandResult;
}

/** A command of any flags and arguments, as the routes hold it. */
export type Command =
  | StandaloneCommand
  | (Omit<CommandOf<object, readonly string[]>, 'flags'> & { readonly flags: Flags });

/**
 * How to get a command, and what the list of commands says about it: that list loads none of them.
 */
export interface Route {
  readonly brief: string;
  readonly load: () => Command | Promise<Command>;
}

/** Routes by the names of the commands. */
type RouteGroup = Readonly<Record<string, Route>>;

/**
 * Every command there is. Help and completion are handed these, since they are commands themselves.
 */
export interface Routes {
  /** What help lists, under the titles that it shows. */
  readonly groups: Readonly<Record<string, RouteGroup>>;
  /** What nobody types. */
  readonly hidden: RouteGroup;
  /** Other words for the names of commands. */
  readonly synonyms: ReadonlyMap<string, string>;
}

/** A command, checked: each field of its flags has a flag of the kind that sets it. */
export function defineCommand<F extends object, A extends readonly (string | undefined)[]>(
  command: CommandOf<F, A>,
): Command {
  // Safe: the parser passes only declared flags, and at most as many arguments as are declared.
  return command as unknown as Command;
}
