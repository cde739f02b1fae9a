import { CliError } from '../../errors/cli-error.ts';
import type { JsonSchema } from '../../output/json-schema.ts';

/** What a tool takes, by name. */
export type Inputs = Readonly<Record<string, JsonSchema>>;

/** What a call gives, by name: texts and truths alone. */
export type Arguments = Readonly<Record<string, string | boolean>>;

/**
 * Checks what a call gives against what the tool takes, so that a refusal is an answer like every other.
 *
 * @throws CliError `USAGE`
 */
export function requireArguments(tool: string, inputs: Inputs, given: unknown): Arguments {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw wrongUsage(tool, 'takes an object');
  }
  for (const [name, value] of Object.entries(given)) {
    const schema = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (schema === undefined) {
      const known = Object.keys(inputs).join(', ');
      throw wrongUsage(tool, `takes ${known}, and no ${JSON.stringify(name.slice(0, 40))}`);
    }
    requireValue(tool, name, { schema, value });
  }
  return { ...(given as Arguments) };
}

function requireValue(
  tool: string,
  name: string,
  { schema, value }: { readonly schema: JsonSchema; readonly value: unknown },
): void {
  const { enum: words } = schema;
  if (Array.isArray(words)) {
    if (words.includes(value)) return;
    throw wrongUsage(tool, `takes ${words.join(', ')} as ${name}`);
  }
  const type = schema['type'] === 'boolean' ? 'boolean' : 'string';
  if (typeof value !== type) {
    throw wrongUsage(tool, `takes a ${type} as ${name}, which may be left out`);
  }
}

/** A failure of a call whose arguments do not go together. */
export function wrongUsage(tool: string, what: string): CliError {
  return new CliError('USAGE', `${tool} ${what}`, { hint: 'missionctl help mcp' });
}

/** The text of an argument; undefined where it is not given. */
export function textOf(given: Arguments, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}
