import { type Actor, hasPresencesSync, type MissionHints, plainActor } from '@missionctl/actions';
import type { Command } from '../../commands/command.ts';
import type { Invocation } from '../invocation.ts';
import { directoryOfPins } from '../working-directory.ts';
import { actorByFlags, actorSurroundings } from './actor-surroundings.ts';

/** The words of a command, besides its flags. */
interface Words {
  readonly command: Pick<Command, 'args' | 'asFilters'>;
  readonly args: readonly string[];
}

/**
 * Finds who acts: whom the flags name, else a variable, else the agent that this process runs in, else the
 * home's owner. What that takes is loaded only where an agent may be at work.
 *
 * @throws CliError `USAGE`, `INVALID_ID`, and what reading the roster throws
 */
export async function whoActs(invocation: Invocation, words: Words): Promise<Actor> {
  const { context, flags, home } = invocation;
  const named = words.command.asFilters === true ? undefined : actorByFlags(flags);
  if (named !== undefined) return named;
  const surroundings = actorSurroundings(context);
  const plain = plainActor(surroundings.alias);
  if (plain !== undefined) return plain;
  const { alias, harnesses } = surroundings;
  const isMarked = alias !== undefined || harnesses.length > 0;
  const isOff = context.environment('MISSIONCTL_HARNESS') === 'none';
  const me: Actor = { alias: null, from: 'myself' };
  if (!isMarked && isOff) return me;
  const evidence = { mission: missionHints(invocation, words) };
  if (!isMarked && !hasPresencesSync(home, evidence)) return me;
  const { identifySync } = await import('./identify.ts');
  return identifySync(home, evidence, surroundings);
}

/** As the command will have them; what is wrong with them, the command itself says. */
function missionHints(
  { context, flags, escaped = [] }: Invocation,
  { command, args }: Words,
): MissionHints {
  const [given] = args.slice(0, args.length - escaped.length);
  const positional = command.args?.[0]?.placeholder === 'mission' ? given : undefined;
  const flag = positional ?? flags.mission;
  const environment = context.environment('MISSIONCTL_MISSION');
  // What a directory that cannot be used hides, the command itself says, where it looks for a pin.
  const directory = directoryOfPins(context, true);
  return { flag, environment, directory };
}
