import { join } from 'node:path';
import { contextOf, eventText, project } from '../support/hook.ts';
import { type Machine, machine, type Processes, type Seen } from '../support/processes.ts';
import { type TestHome, testHome } from '../support/run.ts';
import type { TrialAgent, TrialLook, TrialPlace } from './trial-agent.ts';

/** A trial in the process of the test. */
export interface PlayedTrial extends TrialPlace {
  readonly home: TestHome;
}

/**
 * Plays two agents with their processes.
 *
 * @param shown - what missionctl is shown of processes; default: as they are
 */
export async function playedTrial(
  shown: (processes: Processes) => Processes = (processes) => processes,
): Promise<PlayedTrial> {
  const home = testHome();
  const on = machine();
  const directory = project('demo');
  const outside = (): { readonly processes: Processes } => ({ processes: shown(on.seenBy()) });
  for (const words of ['join demo --role developer', 'focus wp:MINE', 'drive active']) {
    await home.ok(words, outside());
  }
  const agent = (): TrialAgent => playedAgent({ home, on, directory, shown });
  return {
    home,
    agents: [agent(), agent()],
    persons: () => personsIn(home),
    look: async () => (await home.ok('status demo', outside())).data as unknown as TrialLook,
    pass: home.pass,
  };
}

/** The bytes of the person's session, and of their active mission. */
export function personsIn(home: TestHome): readonly string[] {
  return [home.sessionPath('demo'), join(home.path, 'session.json')].map((path) => home.read(path));
}

interface Playing {
  readonly home: TestHome;
  readonly on: Machine;
  readonly directory: string;
  readonly shown: (processes: Processes) => Processes;
}

function playedAgent({ home, on, directory, shown }: Playing): TrialAgent {
  let life: Seen = { pid: 0, start: '' };
  const inside = (): Processes => shown(on.seenBy({ within: [life] }));
  return {
    start: async () => {
      life = on.start();
    },
    kill: async () => on.end(life),
    report: async (sessionId, event, more = {}) => {
      const input = eventText('claude', event, { directory, sessionId, ...more });
      const { stdout } = await home.run('hook claude', { input, processes: inside() });
      return stdout === '' ? '' : contextOf(JSON.parse(stdout));
    },
    ask: async (sessionId, words, { isLost }) => {
      const environment = isLost ? {} : { CLAUDECODE: '1', CLAUDE_CODE_SESSION_ID: sessionId };
      const around = { environment, directory, processes: inside() };
      return (await home.run(`${words} --json`, around)).json;
    },
  };
}
