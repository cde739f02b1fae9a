import { run } from '@missionctl/atomic-fs/operations';
import { machineOf } from '@missionctl/roster';
import { provideMachineId } from '@missionctl/roster/operations';
import { type Home, requireHome } from '../home.ts';
import { processesOf } from '../roster/mission-roster.ts';

/**
 * Gives the id by which an engine knows this home: random, made when it is first asked for, and another one for
 * a home that was copied to another machine. It is for this home alone: others are given hashes that are made
 * with it.
 *
 * @param home - in which home
 * @returns the id
 * @throws what reading and writing `machine.json` throw (ERR_STATE_DAMAGED, ERR_ATOMIC_WRITE ...)
 * @example
 * const machine = await machineIdOf(home);
 */
export async function machineIdOf(home: Home): Promise<string> {
  requireHome(home);
  const id = await run(provideMachineId(home.path, home.random));
  return machineOf(id, processesOf(home).system()) ?? id;
}
