import { join } from 'node:path';
import { contextOf, eventText, project } from '../support/hook.ts';
import { type Machine, machine, type Seen } from '../support/processes.ts';
import { type TestHome, testHome } from '../support/run.ts';
import type { TrialAgent, TrialLook, TrialPlace } from './trial-agent.ts';

/** A place whose agents, with their processes, are played in the process of the test. */
export async function playedTrial(): Promise<TrialPlace & { readonly home: TestHome }> {
  const home = testHome();
  const on = machine();
  const directory = project('demo');
  const outside = { processes: on.seenBy() };
  for (const words of ['join demo --role developer', 'focus wp:MINE', 'drive active']) {
    await home.ok(words, outside);
  }
  const agent = (): TrialAgent => playedAgent({ home, on, directory });
  return {
    home,
    agents: [agent(), agent()],
    persons: () =>
      [home.sessionPath('demo'), join(home.path, 'session.json')].map((path) => home.read(path)),
    look: async () => (await home.ok('status demo', outside)).data as unknown as TrialLook,
    pass: home.pass,
  };
}

function playedAgent({
  home,
  on,
  directory,
}: {
  readonly home: TestHome;
  readonly on: Machine;
  readonly directory: string;
}): TrialAgent {
  let life: Seen = { pid: 0, start: '' };
  const inside = (): ReturnType<Machine['seenBy']> => on.seenBy({ within: [life] });
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
      return (await home.run(`${words} --json`, { environment, directory, processes: inside() }))
        .json;
    },
  };
}
