import {
  type Application,
  type BaseArgs,
  buildCommand,
  type Command,
  type CommandContext,
  type FlagParametersForType,
  type TypedPositionalParameters,
} from '@stricli/core';
import type { Context } from './context.ts';
import { type GlobalFlags, globalFlagParameters } from './global-flags.ts';
import { composeInvocation, type Invocation } from './invocation.ts';
import type { Outcome } from './outcome.ts';

/** What the framework hands to a command: the outside, and where to say that it was chosen. */
export interface Frame extends CommandContext {
  /** The application in which this command, and no other, can be run, asked for help and completed. */
  readonly applicationFor: (command: string | undefined) => Application<Frame>;
  /** While a word is being completed: the words before it, the command's name first. */
  readonly before?: readonly string[];
  readonly context: Context;
  readonly choose: (command: ChosenCommand) => void;
}

/** A command with its flags and arguments, ready to run. */
export interface ChosenCommand {
  readonly quiet: boolean;
  readonly color: boolean;
  readonly run: (json: boolean) => Outcome | Promise<Outcome>;
}

/** A command: a function from an invocation, its own flags and its arguments to an outcome. */
export interface CommandSpec<F extends object, A extends BaseArgs> {
  readonly brief: string;
  readonly description?: string;
  /** The words after the command's name, where they are not what the framework makes of them. */
  readonly usage?: string;
  readonly flags: FlagParametersForType<F, Frame>;
  readonly positional?: TypedPositionalParameters<A, Frame>;
  /** Whether the run only looks, and so leaves even a mode that is too wide; default: a dry run. */
  readonly looksOnly?: boolean;
  readonly run: (invocation: Invocation, flags: F, ...args: A) => Outcome | Promise<Outcome>;
}

/** A command as the routes list it: what help says of it, and how it is made when it is needed. */
export interface Route {
  readonly brief: string;
  readonly build: () => Command<Frame>;
}

/** Makes a command out of its specification, with the global flags added, once it is asked for. */
export function defineCommand<F extends object, A extends BaseArgs>(
  spec: CommandSpec<F, A>,
): Route {
  return { brief: spec.brief, build: () => commandOf(spec) };
}

function commandOf<F extends object, A extends BaseArgs>(spec: CommandSpec<F, A>): Command<Frame> {
  const { brief, description, usage, flags, positional, run, looksOnly = false } = spec;
  const builder = {
    docs: {
      brief,
      ...(description === undefined ? {} : { fullDescription: `${brief}.\n\n${description}` }),
      ...(usage === undefined ? {} : { customUsage: [usage] }),
    },
    parameters: { flags: { ...flags, ...globalFlagParameters }, ...(positional && { positional }) },
    func(this: Frame, given: F & GlobalFlags, ...args: A): void {
      const { context } = this;
      const tighten = !looksOnly && !('dryRun' in given && given.dryRun === true);
      this.choose({
        quiet: given.quiet,
        color: given.color,
        run: (json) =>
          run(composeInvocation(context, { ...given, json }, { tighten }), given, ...args),
      });
    },
  };
  // The framework infers flags from one literal; these are two merged, each checked above.
  return buildCommand(builder as unknown as Parameters<typeof buildCommand<object, [], Frame>>[0]);
}
