import { completeAliases, completeMissions } from '../completion/complete-names.ts';
import type { Flags } from './flag.ts';

/** Those that select a mission and a participant, for the commands that act on one. */
const selectingFlags = {
  mission: {
    kind: 'string',
    placeholder: 'id',
    brief: 'The mission to act on',
    complete: completeMissions,
  },
  as: {
    kind: 'string',
    placeholder: 'alias',
    brief: 'The participant who acts',
    complete: completeAliases,
  },
  me: { kind: 'boolean', brief: 'You act, and none of your agents' },
} as const satisfies Flags;

/** A flag that selects a mission or a participant. */
export type SelectingFlag = Exclude<keyof typeof selectingFlags, 'me'>;

/**
 * The flags that stand before or after the name of any command; only the help of the root lists
 * them.
 */
export const globalFlags: Flags = {
  ...selectingFlags,
  json: { kind: 'boolean', brief: 'Print one line of JSON' },
  quiet: { kind: 'boolean', brief: 'Print no notes' },
  noColor: { kind: 'boolean', brief: 'Print no color, even on a terminal' },
};

interface TakesFlags {
  readonly flags: Flags;
  readonly takes?: readonly SelectingFlag[];
}

/** All flags of a command. */
export function flagsOf(command: TakesFlags): Flags {
  return { ...command.flags, ...sharedFlags(command) };
}

/** The flags of a command that are not its own. */
export function sharedFlags({ takes }: Pick<TakesFlags, 'takes'>): Flags {
  if (takes === undefined) return globalFlags;
  const taken = new Set<string>(takes.includes('as') ? [...takes, 'me'] : takes);
  const refused = Object.keys(selectingFlags).filter((name) => !taken.has(name));
  return Object.fromEntries(
    Object.entries(globalFlags).filter(([name]) => !refused.includes(name)),
  );
}
