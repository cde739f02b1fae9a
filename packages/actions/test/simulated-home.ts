import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, type Machine } from '@missionctl/atomic-fs/testing';
import { type Home, type ListOutcome, openHome } from '../src/index.ts';
import { joinLocally, leave, list } from '../src/operations.ts';
import { evidence, startMs } from './test-home.ts';

/** A home on simulated machines, whose clock stands still. */
export const home: Home = openHome({ path: '/home/me/home', clock: () => startMs });

/** Joins, each time with other luck: the same identity can only come from the ledger. */
export function joining(missionId: string, luck = 0.5): ReturnType<typeof joinLocally> {
  const request = { role: 'developer', principal: 'me@here' };
  return joinLocally({ ...home, random: () => luck }, evidence({ flag: missionId }), request);
}

export function leaving(missionId: string): ReturnType<typeof leave> {
  return leave(home, evidence({ flag: missionId }));
}

/** A machine on which the missions were joined in this order, each at last durable. */
export function machineWith(...missions: readonly string[]): Machine {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  for (const [index, mission] of missions.entries()) on(machine, joining(mission, index / 10));
  return machine.afterShutdown();
}

/** Runs an operation in a process of its own. */
export function on<T>(machine: Machine, operation: Operation<T>): T {
  return runSync(operation, machine.start().system);
}

/** What the home says on a machine. */
export function listed(machine: Machine): ListOutcome {
  return on(machine, list(home));
}

/** The missions in which the owner is joined, with a session that is whole. */
export function joinedOn(machine: Machine): readonly string[] {
  const { sessions } = listed(machine);
  return sessions.map(({ address: { missionId }, state }) => {
    if (state !== 'joined') throw new Error(`the session of ${missionId} is ${state}`);
    return missionId;
  });
}
