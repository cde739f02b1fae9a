import { existsSync } from 'node:fs';
import { aliasOfHarness } from '@missionctl/actions';
import { presencePath } from '@missionctl/session-model';
import { type Processes, startOf } from '../support/processes.ts';
import type { Envelope } from '../support/run.ts';
import { type PlayedTrial, playedTrial } from './played-trial.ts';
import type { TrialAgent, TrialPlace } from './trial-agent.ts';

/** A missionctl with a fault, played, and what a trial says of it. */
export interface Mutant {
  readonly place: () => Promise<TrialPlace>;
  readonly says: RegExp;
}

/** The faults that a trial has to find. */
export const mutants: Readonly<Record<string, Mutant>> = {
  'its hook joins as the person': {
    says: /the person’s has changed/,
    place: async () => {
      const trial = await playedTrial();
      return withAgents(trial, (agent) => ({
        ...agent,
        report: async (sessionId, event, more) => {
          if (event === 'SessionStart') await trial.home.ok('focus wp:B --me');
          return await agent.report(sessionId, event, more);
        },
      }));
    },
  },
  'an agent that lost its variables is the person': {
    says: /acted as null/,
    place: async () => {
      const trial = await playedTrial();
      return withAgents(trial, (agent) => ({
        ...agent,
        ask: async (sessionId, words, { isLost }) =>
          isLost
            ? (await trial.home.run('status --me --json')).json
            : await agent.ask(sessionId, words, { isLost }),
      }));
    },
  },
  'nobody is ever gone': {
    says: /ended, is (?:here|quiet)/,
    place: () =>
      playedTrial((processes) => ({
        ...processes,
        facts: (pids) => ({ ...processes.facts(pids), processes: new Map(present(pids)) }),
      })),
  },
  'whoever is silent for long is gone': {
    says: /running, is gone/,
    place: async () => {
      let isLate = false;
      const trial = await playedTrial((processes) => ({
        ...processes,
        facts: (pids) => {
          const facts = processes.facts(pids);
          return isLate ? { ...facts, processes: new Map(absent(pids)) } : facts;
        },
      }));
      return {
        ...trial,
        pass: (ms) => {
          isLate = true;
          trial.pass?.(ms);
        },
      };
    },
  },
  'an edit is recorded after the look': {
    says: /neither sees/,
    place: async () => {
      const trial = await playedTrial();
      const late: (() => void)[] = [];
      const recordLate = (sessionId: string, before: string | undefined): void => {
        const file = presenceOf(trial, sessionId);
        if (file === undefined || before === undefined) return;
        const after = trial.home.read(file);
        trial.home.write(file, before);
        late.push(() => trial.home.write(file, after));
      };
      return withAgents(trial, (agent) => ({
        ...agent,
        report: async (sessionId, event, more) => {
          if (late.length > 1) for (const write of late.splice(0)) write();
          const file = presenceOf(trial, sessionId);
          const before = file === undefined ? undefined : trial.home.read(file);
          const text = await agent.report(sessionId, event, more);
          const isNew = JSON.stringify(more ?? {}).includes('/src/new-');
          if (isNew) recordLate(sessionId, before);
          return text;
        },
      }));
    },
  },
  'nothing is said of who drives too': {
    says: /two drive .*, and nothing says so/,
    place: async () =>
      withAgents(await playedTrial(), (agent) => ({
        ...agent,
        report: async (...words) => (await agent.report(...words)).replaceAll('is driven by', ''),
        ask: async (...words) => silenced(await agent.ask(...words)),
      })),
  },
  'who was killed still holds': {
    says: /is not free although who drove there was killed/,
    place: async () => {
      let isKilled = false;
      return withAgents(await playedTrial(), (agent) => ({
        ...agent,
        start: async () => {
          isKilled = false;
          await agent.start();
        },
        kill: async () => {
          isKilled = true;
          await agent.kill();
        },
        ask: async (sessionId, words, how) => {
          const answer = await agent.ask(sessionId, words, how);
          if (!isKilled || words !== 'drive active') return answer;
          return { ...answer, result: 'error', error_code: 'COLLISION' };
        },
      }));
    },
  },
};

function withAgents(trial: PlayedTrial, change: (agent: TrialAgent) => TrialAgent): TrialPlace {
  const [one, two] = trial.agents;
  return { ...trial, agents: [change(one), change(two)] };
}

type Facts = Parameters<ReturnType<Processes['facts']>['processes']['forEach']>[0] extends (
  fact: infer F,
  ...rest: never
) => unknown
  ? readonly (readonly [number, F])[]
  : never;

function absent(pids: Iterable<number>): Facts {
  return [...pids].map((pid) => [pid, { status: 'absent' }]);
}

/** Every process that the machine has started is there, as if none had ended. */
function present(pids: Iterable<number>): Facts {
  return [...pids].map((pid) => [pid, { status: 'present', start: startOf(pid), ended: false }]);
}

/** The file of what an agent has recorded; undefined where there is none. */
function presenceOf({ home }: PlayedTrial, sessionId: string): string | undefined {
  const alias = aliasOfHarness('claude', sessionId);
  if (!existsSync(home.sessionPath('demo', alias))) return undefined;
  const { participant_id } = home.session('demo', alias);
  const file = presencePath(home.path, 'demo', String(participant_id));
  return existsSync(file) ? file : undefined;
}

function silenced({ data, ...answer }: Envelope): Envelope {
  const { collisions, ...rest } = data ?? {};
  return { ...answer, data: rest, warnings: [] };
}
