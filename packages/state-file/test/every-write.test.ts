import { readFileSync } from 'node:fs';
import { acquireLock } from '@missionctl/atomic-fs';
import {
  type Access,
  effects,
  type Operation,
  runSync,
  withLock,
} from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  type Machine,
  type Planted,
  startTask,
} from '@missionctl/atomic-fs/testing';
import { describe, expect, test } from 'vitest';
import * as functions from '../src/index.ts';
import { type LockWait, type StateFileOptions, stateFile } from '../src/index.ts';
import {
  createState,
  quarantineState,
  readState,
  removeState,
  saveState,
  updateState,
} from '../src/operations.ts';
import { plant } from './scratch.ts';
import { dark, Settings, settingsFile, textOf } from './settings.ts';

const home = '/home/me';

type Guard = StateFileOptions<Settings>['guard'];

const fileIn = (directory: string, guard?: Guard) =>
  stateFile({ path: `${directory}/settings.json`, schema: Settings, guard });

type Write = (
  directory: string,
  options?: LockWait & { readonly guard?: Guard },
) => Operation<unknown>;

const writes: readonly (readonly [string, Write])[] = [
  [
    'creating',
    (directory, { guard, ...wait } = {}) => createState(fileIn(directory, guard), dark, wait),
  ],
  [
    'updating',
    (directory, { guard, ...wait } = {}) =>
      updateState(fileIn(directory, guard), () => effects.invoke(() => dark), wait),
  ],
  [
    'saving',
    (directory, { guard, ...wait } = {}) =>
      saveState(fileIn(directory, guard), dark, { expecting: 'absent', ...wait }),
  ],
  ['removing', (directory, { guard, ...wait } = {}) => removeState(fileIn(directory, guard), wait)],
  [
    'quarantining',
    (directory, { guard, ...wait } = {}) => quarantineState(fileIn(directory, guard), wait),
  ],
];

const machineWith = (planted: Planted): Machine =>
  createMachine({ files: { [`${home}/settings.json`]: planted } });

describe.each(writes)('%s', (_, write) => {
  test.each<[string, Planted, string]>([
    ['beside a whole file', textOf(dark), home],
    ['beside a damaged file', 'torn', home],
    ['where nothing is', textOf(dark), `${home}/new`],
  ])(
    'by root in a directory of another user changes nothing, %s',
    (_situation, planted, directory) => {
      const machine = machineWith(planted);
      const before = machine.entries();
      expect(() => runSync(write(directory), machine.start({ uid: 0 }).system)).toThrow(
        expect.objectContaining({
          code: 'ERR_UNSAFE_FILE',
          reason: 'owner',
          uid: 1000,
          actingUid: 0,
        }),
      );
      expect(machine.entries()).toEqual(before);
    },
  );

  test.each([
    [70, { timeoutMs: 70 }],
    [0, { timeoutMs: 0 }],
    [5000, {}],
    [5000, undefined],
  ])('waits %d ms for a lock that another process holds, given %o', (waitedMs, wait) => {
    const machine = machineWith('torn');
    const { lockPath } = fileIn(home);
    const holder = startTask(
      machine.start(),
      withLock(lockPath, {}, () => effects.invoke(() => undefined)),
    );
    while (holder.pending()?.call !== 'invoke') holder.step();
    expect(() => runSync(write(home, wait), machine.start().system)).toThrow(
      expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT', path: lockPath, waitedMs }),
    );
    expect(machine.text(`${home}/settings.json`)).toBe('torn');
  });

  test('asks the guard for the access of a write before anything is made, and after', () => {
    const { guard, seen } = noting();
    const machine = createMachine({ files: { [home]: { kind: 'directory' } } });
    runSync(write(`${home}/new`, { guard }), machine.start().system);
    const makesDirectory = machine.entries().some(({ path }) => path === `${home}/new`);
    expect(seen).toEqual(makesDirectory ? ['write', 'write'] : ['write']);
  });
});

/** A guard that lets everything pass, and what it was asked for. */
function noting() {
  const seen: string[] = [];
  const guard = (access: Access) =>
    effects.invoke(() => {
      seen.push(access);
      return [];
    });
  return { guard, seen };
}

test('reading asks the guard for the access of a reader', () => {
  const { guard, seen } = noting();
  runSync(readState(fileIn(home, guard)), machineWith('torn').start().system);
  expect(seen).toEqual(['read']);
});

test('each write that waits ends with the reason of its signal, and changes nothing', async () => {
  const file = settingsFile();
  plant(file.path, 'torn');
  const lock = await acquireLock(file.lockPath);
  const abort = new AbortController();
  const { signal } = abort;
  const waiting = [
    functions.createState(file, dark, { signal }),
    functions.updateState(file, () => dark, { signal }),
    functions.saveState(file, dark, { expecting: 'absent', signal }),
    functions.removeState(file, { signal }),
    functions.quarantineState(file, { signal }),
  ];
  const reason = new Error('enough');
  setTimeout(() => abort.abort(reason), 20);
  expect(await Promise.allSettled(waiting)).toEqual(
    waiting.map(() => ({ status: 'rejected', reason })),
  );
  lock.release();
  expect(readFileSync(file.path, 'utf8')).toBe('torn');
});
