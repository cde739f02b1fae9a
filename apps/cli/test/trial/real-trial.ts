import {
  type Harness,
  lostVariables,
  startHarness,
  type UserHome,
} from '../harness/start-harness.ts';
import { onlyLine, type Surroundings } from '../support/run.ts';
import { personsIn } from './played-trial.ts';
import type { TrialAgent, TrialLook, TrialPlace } from './trial-agent.ts';

/** The command in the process of the test, with the processes and the time that there are. */
const real: Surroundings = { context: { processes: () => undefined, clock: Date.now } };

/** Two agents in processes of their own, in one home and one checkout. */
export async function realTrial(user: UserHome): Promise<TrialPlace> {
  const { home } = user;
  for (const words of ['focus wp:MINE', 'drive active'])
    await home.ok(`${words} --mission demo`, real);
  return {
    agents: [realAgent(user), realAgent(user)],
    persons: () => personsIn(home),
    look: async () => (await home.ok('status demo', real)).data as unknown as TrialLook,
  };
}

function realAgent(user: UserHome): TrialAgent {
  let harness: Harness | undefined;
  let kills = 0;
  const running = (): Harness => {
    if (harness === undefined) throw new Error('this agent has no process');
    return harness;
  };
  return {
    start: async () => {
      harness = startHarness(user, '');
    },
    kill: async () => {
      if (harness === undefined) return;
      kills += 1;
      // Every second time in the middle of a command, at another point of it each time.
      if (kills % 2 === 1) await harness.kill();
      else await harness.killDuring('missionctl status --json', 17 * (kills % 7));
      harness = undefined;
    },
    report: (sessionId, event, more = {}) => running().report(event, { sessionId, ...more }),
    ask: async (_, words, { isLost }) => {
      const before = isLost ? `${lostVariables} ` : '';
      return onlyLine((await running().run(`${before}missionctl ${words} --json`)).stdout);
    },
  };
}
