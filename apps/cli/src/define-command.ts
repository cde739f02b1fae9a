import {
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

/** What the framework hands to a command: the outside, and where its outcome goes. */
export interface Frame extends CommandContext {
  readonly context: Context;
  readonly settle: (outcome: Outcome, flags: GlobalFlags) => void;
  readonly fail: (error: unknown, flags: GlobalFlags) => void;
}

/** A command: a function from an invocation, its own flags and its arguments to an outcome. */
export interface CommandSpec<F extends object, A extends BaseArgs> {
  readonly brief: string;
  readonly description?: string;
  readonly flags: FlagParametersForType<F, Frame>;
  readonly positional?: TypedPositionalParameters<A, Frame>;
  readonly run: (invocation: Invocation, flags: F, ...args: A) => Outcome | Promise<Outcome>;
}

/** Makes a command of the framework's out of one of ours, with the global flags added. */
export function defineCommand<F extends object, A extends BaseArgs>(
  spec: CommandSpec<F, A>,
): Command<Frame> {
  const { brief, description, flags, positional, run } = spec;
  const builder = {
    docs: { brief, ...(description === undefined ? {} : { fullDescription: description }) },
    parameters: { flags: { ...flags, ...globalFlagParameters }, ...(positional && { positional }) },
    async func(this: Frame, given: F & GlobalFlags, ...args: A): Promise<void> {
      try {
        const dryRun = 'dryRun' in given && given.dryRun === true;
        const invocation = composeInvocation(this.context, given, { dryRun });
        this.settle(await run(invocation, given, ...args), given);
      } catch (error) {
        this.fail(error, given);
      }
    },
  };
  // The framework infers flags from one literal; these are two merged, each checked above.
  return buildCommand(builder as unknown as Parameters<typeof buildCommand<object, [], Frame>>[0]);
}
