import type { JsonSchema } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import type { Arguments, Inputs } from './arguments.ts';

/** A tool of the server. */
export interface Tool {
  readonly name: string;
  /** What it is for: every word of it stands in the context of every agent. */
  readonly description: string;
  readonly inputs: Inputs;
  /** What the `data` of its answer has. */
  readonly data: Readonly<Record<string, JsonSchema>>;
  /** What a client may rely on, by the words of the protocol. */
  readonly hints: {
    readonly readOnlyHint?: true;
    readonly idempotentHint?: true;
    readonly destructiveHint?: false;
  };
  /** Does what a command does, for whoever acts, and returns what that prints. */
  readonly run: (invocation: Invocation, given: Arguments) => Outcome | Promise<Outcome>;
}
