import { effects, type Operation, runSync, withLock } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  type Machine,
  type Planted,
  startTask,
} from '@missionctl/atomic-fs/testing';
import { describe, expect, test } from 'vitest';
import { type LockWait, stateFile } from '../src/index.ts';
import {
  createState,
  quarantineState,
  removeState,
  saveState,
  updateState,
} from '../src/operations.ts';
import { dark, Settings, textOf } from './settings.ts';

const home = '/home/me';
const fileIn = (directory: string) =>
  stateFile({ path: `${directory}/settings.json`, schema: Settings });

type Write = (directory: string, wait?: LockWait) => Operation<unknown>;

const writes: readonly (readonly [string, Write])[] = [
  ['creating', (directory, wait) => createState(fileIn(directory), dark, wait)],
  [
    'updating',
    (directory, wait) => updateState(fileIn(directory), () => effects.invoke(() => dark), wait),
  ],
  [
    'saving',
    (directory, wait) => saveState(fileIn(directory), dark, { expecting: 'absent', ...wait }),
  ],
  ['removing', (directory, wait) => removeState(fileIn(directory), wait)],
  ['quarantining', (directory, wait) => quarantineState(fileIn(directory), wait)],
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
});
