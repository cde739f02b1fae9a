import { describe, expect, test } from 'vitest';
import {
  createFile,
  ensureDirectory,
  moveAside,
  type Operation,
  removeFile,
  replaceFile,
} from '../src/operations.ts';
import { createMachine, type FaultPlan, finish, startTask, type Task } from '../src/testing.ts';

const path = '/d/state.json';
const noLinks: FaultPlan = ({ call }) => (call === 'link' ? { errno: 'EPERM' } : undefined);

interface Write {
  readonly name: string;
  /** The call that changes a name. */
  readonly changes: string;
  readonly write: () => Operation<unknown>;
  readonly fault?: FaultPlan;
}

const writes: readonly Write[] = [
  { name: 'replaceFile', changes: 'rename', write: () => replaceFile(path, 'new') },
  { name: 'createFile', changes: 'link', write: () => createFile('/d/new', 'new') },
  {
    name: 'createFile without hard links',
    changes: 'open /d/new',
    write: () => createFile('/d/new', 'new'),
    fault: noLinks,
  },
  { name: 'removeFile', changes: 'unlink', write: () => removeFile(path) },
  { name: 'moveAside', changes: 'rename', write: () => moveAside(path, `${path}.old`) },
  { name: 'ensureDirectory', changes: 'mkdir', write: () => ensureDirectory('/d/new') },
];

interface Trouble {
  readonly errno: string;
  readonly fault?: FaultPlan;
  readonly mode?: number;
}

function start({ write, fault }: Write, more?: FaultPlan, mode = 0o700): Task<unknown> {
  const machine = createMachine({
    files: { '/d': { kind: 'directory', mode }, [path]: 'old' },
  });
  const plan: FaultPlan = (effect, number) => more?.(effect, number) ?? fault?.(effect, number);
  return startTask(machine.start({ fault: plan }), write());
}

/** The calls, an opening with its path. */
function callsOf({ process }: Task<unknown>): readonly string[] {
  return process.calls.map(({ effect }) =>
    effect.call === 'open' ? `open ${effect.args[0]}` : effect.call,
  );
}

describe.each(writes)('$name', (write) => {
  test('opens the directory for its sync before anything in it changes its name', () => {
    const task = start(write);
    expect(finish(task).status).toBe('returned');
    const calls = callsOf(task);
    const opened = calls.lastIndexOf('open /d');
    expect(opened).toBeGreaterThanOrEqual(0);
    expect(opened).toBeLessThan(calls.indexOf(write.changes));
    expect(calls.indexOf('fsync', calls.indexOf(write.changes))).toBeGreaterThan(0);
    expect(task.process.held()).toBe(0);
  });

  const noDescriptor: FaultPlan = ({ call, args }) =>
    call === 'open' && args[0] === '/d' ? { errno: 'EMFILE' } : undefined;

  test.each([
    ['a process that has run out of descriptors', { errno: 'EMFILE', fault: noDescriptor }],
    ['a directory that its user cannot read', { errno: 'EACCES', mode: 0o333 }],
  ])('changes nothing for %s, and says so', (_, { errno, fault, mode }: Trouble) => {
    const task = start(write, fault, mode);
    expect(finish(task)).toMatchObject({
      status: 'threw',
      error: {
        code: 'ERR_ATOMIC_WRITE',
        step: 'open-directory',
        outcome: 'unchanged',
        orphan: undefined,
        cause: { code: errno },
      },
    });
    expect(task.process.held()).toBe(0);
    expect(callsOf(task)).not.toContain(write.changes);
    expect(task.process.system.readdir('/')).toEqual(['d']);
  });
});

test.each([
  ['replaceFile', () => replaceFile(path, 'new', { durability: 'atomic' })],
  ['createFile', () => createFile('/d/new', 'new', { durability: 'atomic' })],
  ['removeFile', () => removeFile(path, { durability: 'atomic' })],
  ['removeFile of nothing', () => removeFile('/d/none', { durability: 'atomic' })],
])("%s with durability 'atomic' opens no directory", (_, write: () => Operation<unknown>) => {
  const task = start({ name: '', changes: '', write }, undefined, 0o333);
  expect(finish(task).status).toBe('returned');
  expect(callsOf(task)).not.toContain('open /d');
  expect(callsOf(task)).not.toContain('fsync');
});
