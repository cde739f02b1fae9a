import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { Presence, ProcessReader, SeenProcess } from '@missionctl/roster';
import { readRoster, readShown } from '@missionctl/roster/operations';
import type { Evidence, Home } from '../src/index.ts';
import { rosterOf } from '../src/roster/mission-roster.ts';
import { processesOf } from './claims-home.ts';
import { type TestHome, temporaryDirectory, testHome } from './test-home.ts';

/** A home in which agents live in processes as the test says. */
export interface AgentHome extends TestHome {
  /** The processes of harnesses that live. */
  readonly alive: Set<number>;
  /** The harness around the next hooks, which lives from now on; undefined for none that is known. */
  runsIn(pid: number | undefined): void;
  /** What is recorded of a participant. */
  presence(participantId: string): Presence | undefined;
}

/** Knows the harnesses by their numbers: a hook runs in a shell in one of them. */
export function agentProcesses(alive: Set<number>): ProcessReader & {
  readonly runsIn: (pid: number | undefined) => void;
} {
  let ancestors: readonly SeenProcess[] = [];
  return {
    ...processesOf(alive),
    ancestors: () => ancestors,
    runsIn: (pid) => {
      if (pid !== undefined) alive.add(pid);
      ancestors =
        pid === undefined
          ? []
          : [
              { pid: pid + 1, start: '1', name: 'bash' },
              { pid, start: '1', name: 'node' },
            ];
    },
  };
}

export function agentHome(): AgentHome {
  const alive = new Set<number>();
  const processes = agentProcesses(alive);
  const home = testHome({ processes });
  return {
    ...home,
    alive,
    runsIn: processes.runsIn,
    presence: (participantId) => presencesOf(home).get(participantId),
  };
}

function presencesOf(home: Home): ReadonlyMap<string, Presence> {
  return runSync(readRoster(rosterOf(home, 'demo'))).presences;
}

export function shownTo(home: Home, participantId: string): unknown {
  return runSync(readShown(rosterOf(home, 'demo'), participantId));
}

/** What the hook of an agent knows: the environment names the mission, a payload the agent. */
export function agent(alias: string, workingDirectory?: string): Evidence {
  return {
    mission: { environment: 'demo' },
    who: { alias, from: 'environment' },
    workingDirectory,
  };
}

/** A checkout of a repository, as git lays it out. */
export function checkout(): string {
  const directory = temporaryDirectory();
  for (const name of ['objects', 'refs'])
    mkdirSync(join(directory, '.git', name), { recursive: true });
  writeFileSync(join(directory, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  return directory;
}
