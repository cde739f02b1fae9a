import type { HomeOptions } from '@missionctl/actions';
import type { TestHome } from './run.ts';

/** What the tests' own process is shown of processes. */
export type Processes = NonNullable<HomeOptions['processes']>;

/** A process. */
export type Seen = NonNullable<ReturnType<Processes['self']>>;
type Facts = ReturnType<Processes['facts']>['processes'];
type Fact = Facts extends ReadonlyMap<number, infer F> ? F : never;

/** Whatever terminal or agent the tests run in, nothing is known of it. */
export const nothingKnown: Processes = {
  system: () => undefined,
  facts: () => ({ boot: undefined, pidNamespace: undefined, processes: new Map() }),
  self: () => undefined,
  ancestors: () => [],
  terminal: () => undefined,
  isShared: () => true,
};

/** A machine whose processes a test starts and ends itself. */
export interface Machine {
  /** Starts a process, and returns it. */
  readonly start: () => Seen;
  readonly end: (process: Seen) => void;
  /** What a command is shown that runs there: as that process, in those, or on the terminal that one leads. */
  readonly seenBy: (where?: {
    readonly self?: Seen;
    readonly within?: readonly Seen[];
    readonly terminal?: Seen;
  }) => Processes;
}

const firstPid = 100;

/** When a process of a played machine has started, by its number. */
export function startOf(pid: number): string {
  return `${pid - firstPid}`;
}

export function machine(): Machine {
  const living = new Map<number, string>();
  let started = 0;
  return {
    start: () => {
      started += 1;
      const process = { pid: firstPid + started, start: startOf(firstPid + started) };
      living.set(process.pid, process.start);
      return process;
    },
    end: ({ pid }) => void living.delete(pid),
    seenBy: ({ self, within = [], terminal } = {}) => ({
      system: () => 'a machine',
      facts: (pids) => ({
        boot: 'a boot',
        pidNamespace: 'a namespace',
        processes: new Map([...pids].map((pid) => [pid, factOf(living.get(pid))])),
      }),
      self: () => self,
      ancestors: () => within,
      terminal: () => terminal,
      isShared: () => false,
    }),
  };
}

function factOf(start: string | undefined): Fact {
  return start === undefined ? { status: 'absent' } : { status: 'present', start, ended: false };
}

/** A process in which a participant of `demo` lives: what it did in there makes its end the participant's. */
export async function lives(home: TestHome, on: Machine, alias: string): Promise<Seen> {
  const self = on.start();
  const context = { runProgram: async () => 0 };
  const inside = on.seenBy({ within: [self] });
  await home.run(`exec demo --as ${alias} -- true`, { processes: on.seenBy({ self }), context });
  await home.ok(`focus wp:X --as ${alias}`, { processes: inside });
  return self;
}
