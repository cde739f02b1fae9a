import { effects, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  type Machine,
  type Planted,
  type ProcessOptions,
} from '@missionctl/atomic-fs/testing';
import {
  createState,
  quarantineState,
  readState,
  removeState,
  saveState,
  updateState,
} from '../../src/operations.ts';
import {
  asideOf,
  bareText,
  counter,
  counterFile,
  counterText,
  directory,
  increment,
  largeText,
  lockPath,
  path,
  updateTo,
} from './counter.ts';

/** One write of the package, and what a reader may find around it. */
export interface ProvenWrite {
  readonly name: string;
  readonly machine: Machine;
  readonly path: string;
  readonly write: () => Operation<unknown>;
  /** What it returns, and what is there then, as `seenOn` says it. */
  readonly answer: unknown;
  readonly after: string;
  readonly process: ProcessOptions;
  /** Whether doing it again gives the same content, and may be relied on as much. */
  readonly repeatable: boolean;
  /** What it may find and do instead when the file cannot be read. */
  readonly whenUnreadable?: { readonly answer: unknown; readonly after: string };
}

const orphan = `${directory}/.state.json.000000000000.tmp`;
const newPath = '/home/me/one/two/state.json';
const newFile = counterFile({ path: newPath });

const present = (text: string): string => `present ${JSON.stringify(text)}`;
const moved = (text: string): string => `absent, aside ${JSON.stringify(text)}`;

type Given = Pick<ProvenWrite, 'write' | 'answer' | 'after'> &
  Partial<Pick<ProvenWrite, 'path' | 'process' | 'repeatable' | 'whenUnreadable'>> & {
    /** What the file says before; default: there is none. */
    readonly before?: string;
    readonly files?: Readonly<Record<string, Planted>>;
  };

function provenWrite(name: string, { before, files = {}, ...given }: Given): ProvenWrite {
  const planted = before === undefined ? {} : { [path]: before };
  const machine = createMachine({
    files: { [directory]: { kind: 'directory' }, ...planted, ...files },
  });
  return { name, machine, path, process: {}, repeatable: false, ...given };
}

const statusOf = function* (write: Operation<unknown>): Operation<unknown> {
  const result = (yield* write) as { readonly status: string };
  return result.status;
};

/** Read, and save over the version that was read. */
export function* readAndSave(count: number): Operation<string> {
  const found = yield* readState(counter);
  const expecting = found.status === 'present' ? found.version : found.status;
  return (yield* saveState(counter, { count }, { expecting })).status;
}

const creating: readonly ProvenWrite[] = [
  provenWrite('createState', {
    write: () => createState(counter, { count: 1 }),
    answer: true,
    after: present(bareText(1)),
    repeatable: true,
  }),
  provenWrite('createState in two new directories', {
    path: newPath,
    write: () => createState(newFile, { count: 1 }),
    answer: true,
    after: present(bareText(1)),
    repeatable: true,
  }),
  provenWrite('createState of what is there', {
    before: counterText(0),
    write: () => createState(counter, { count: 1 }),
    answer: false,
    after: present(counterText(0)),
    repeatable: true,
  }),
];

/** The version of a text, by the package's own reader. */
function versionOf(text: string): string {
  const { system } = createMachine({ files: { [path]: text } }).start();
  const state = runSync(readState(counter), system);
  return state.status === 'present' ? state.version : state.status;
}

const one = () => ({ count: 1 });

const updating: readonly ProvenWrite[] = [
  provenWrite('updateState, the first to lock', {
    before: counterText(0),
    write: () => statusOf(increment()),
    answer: 'updated',
    after: present(counterText(1)),
  }),
  provenWrite('updateState', {
    before: counterText(0),
    files: { [lockPath]: '' },
    write: () => statusOf(increment()),
    answer: 'updated',
    after: present(counterText(1)),
  }),
  provenWrite('updateState where nothing is', {
    write: () => statusOf(increment()),
    answer: 'updated',
    after: present(bareText(1)),
  }),
  provenWrite('updateState in two new directories', {
    path: newPath,
    write: () => statusOf(updateTo(one, newFile)),
    answer: 'updated',
    after: present(bareText(1)),
    process: { umask: 0 },
  }),
  provenWrite('updateState of more than a block', {
    before: largeText(0),
    files: { [lockPath]: '' },
    write: () => statusOf(increment()),
    answer: 'updated',
    after: present(largeText(1)),
  }),
  provenWrite('updateState after killed writers', {
    before: counterText(0),
    files: { [lockPath]: '', [orphan]: '{"cou' },
    write: () => statusOf(increment()),
    answer: 'updated',
    after: present(counterText(1)),
  }),
  provenWrite('updateState to the same text', {
    before: counterText(1),
    files: { [lockPath]: '' },
    write: () => updateTo(one),
    answer: { status: 'unchanged', value: { count: 1 }, version: versionOf(counterText(1)) },
    after: present(counterText(1)),
    repeatable: true,
  }),
  provenWrite('updateState to a fixed value', {
    before: counterText(0),
    files: { [lockPath]: '' },
    write: function* () {
      return (yield* updateState(counter, () => effects.invoke(one))).value;
    },
    answer: { count: 1 },
    after: present(counterText(1)),
    repeatable: true,
  }),
  provenWrite('updateState that leaves it as it is', {
    before: counterText(0),
    write: () => statusOf(updateTo(() => undefined)),
    answer: 'unchanged',
    after: present(counterText(0)),
  }),
];

const savingAndRemoving: readonly ProvenWrite[] = [
  provenWrite('saveState over what was read', {
    before: counterText(0),
    write: () =>
      statusOf(saveState(counter, { count: 5 }, { expecting: versionOf(counterText(0)) })),
    answer: 'saved',
    after: present(counterText(5)),
  }),
  provenWrite('saveState where nothing is', {
    write: () => statusOf(saveState(counter, { count: 5 }, { expecting: 'absent' })),
    answer: 'saved',
    after: present(bareText(5)),
  }),
  provenWrite('saveState over another version', {
    before: counterText(0),
    write: () => statusOf(saveState(counter, { count: 5 }, { expecting: '0123456789abcdef' })),
    answer: 'conflict',
    after: present(counterText(0)),
  }),
  provenWrite('removeState', {
    before: counterText(0),
    write: () => removeState(counter),
    answer: true,
    after: 'absent',
    repeatable: true,
  }),
  provenWrite('removeState of nothing', {
    write: () => removeState(counter),
    answer: false,
    after: 'absent',
    repeatable: true,
  }),
  provenWrite('quarantineState of a damaged file', {
    before: '{"cou',
    write: () => quarantineState(counter, { to: asideOf(path) }),
    answer: asideOf(path),
    after: moved('{"cou'),
  }),
  provenWrite('quarantineState of a whole file', {
    before: counterText(0),
    write: () => quarantineState(counter, { to: asideOf(path) }),
    answer: undefined,
    after: present(counterText(0)),
    whenUnreadable: { answer: asideOf(path), after: moved(counterText(0)) },
  }),
];

export const provenWrites: readonly ProvenWrite[] = [
  ...creating,
  ...updating,
  ...savingAndRemoving,
];

const hourMs = 60 * 60 * 1000;

/**
 * What anyone does who comes after a crash, an hour later, when what a killed creator of a lock file
 * left is removed as well: a damaged file goes aside, and 99 is written.
 */
export function* recover(target: string): Operation<void> {
  yield* effects.pause(hourMs);
  const file = counterFile({ path: target });
  if ((yield* readState(file)).status === 'damaged')
    yield* quarantineState(file, { to: asideOf(target) });
  yield* updateTo(() => ({ count: 99 }), file);
}
