import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { effects, type Operation, replaceFile, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, finish, interleavings, startTask } from '@missionctl/atomic-fs/testing';
import { pointerPath } from '@missionctl/session-model';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { activePointer } from '../src/index.ts';
import { forgetMission, readPointer, setPointer } from '../src/operations.ts';
import { nowMs, pointerBy } from './bound-pointer.ts';

/** As the Python CLI writes it: two keys, and local time. */
const pythonPointer = (active: string): string => `{
  "active_mission_id": "${active}",
  "last_switched_at": "2026-02-15T15:03:27.158950"
}`;

/** Changes the file as the Python CLI does: no lock, another file renamed over it. */
function switchWithoutLock(path: string, active: string): void {
  writeFileSync(`${path}.other`, pythonPointer(active), { mode: 0o600 });
  renameSync(`${path}.other`, path);
}

// The clock of a change is read between reading and writing: a writer in it comes
// between. The simulator's tests have later ones.
describe.each(bothForms)('a writer that takes no lock (%s)', (form) => {
  test('is noticed by a switch, which starts again from what it wrote', async () => {
    const home = temporaryHome();
    const path = pointerPath(home);
    let calls = 0;
    const pointer = pointerBy(form, {
      home,
      clock: () => {
        calls += 1;
        if (calls === 2) switchWithoutLock(path, 'theirs');
        return nowMs;
      },
    });
    await pointer.set('first');
    expect(await pointer.set('ours')).toEqual({ status: 'changed', former: 'theirs' });
    expect(calls).toBe(3);
    expect(await pointer.read()).toMatchObject({ active: 'ours', previous: 'theirs' });
  });

  test('is compared with what a switch expects, even when it wrote in between', async () => {
    const home = temporaryHome();
    const path = pointerPath(home);
    plant(path, pythonPointer('first'));
    const clock = () => {
      switchWithoutLock(path, 'theirs');
      return nowMs;
    };
    const pointer = pointerBy(form, { home, clock });
    const conflict = { status: 'conflict', active: 'theirs' };
    expect(await pointer.set('ours', { expecting: 'first' })).toEqual(conflict);
    plant(path, pythonPointer('first'));
    expect(await pointer.clear({ expecting: 'first' })).toEqual(conflict);
    expect(readFileSync(path, 'utf8')).toBe(pythonPointer('theirs'));
  });

  test('that created the first pointer is not overwritten by a switch that saw none', async () => {
    const home = temporaryHome();
    const path = pointerPath(home);
    const clock = () => {
      switchWithoutLock(path, 'theirs');
      return nowMs;
    };
    const setting = pointerBy(form, { home, clock }).set('ours', { expecting: null });
    expect(await setting).toEqual({ status: 'conflict', active: 'theirs' });
    expect(readFileSync(path, 'utf8')).toBe(pythonPointer('theirs'));
  });

  test('does not matter to a switch when it wrote the same bytes', async () => {
    const home = temporaryHome();
    const path = pointerPath(home);
    plant(path, pythonPointer('first'));
    let calls = 0;
    const clock = () => {
      calls += 1;
      switchWithoutLock(path, 'first');
      return nowMs;
    };
    expect(await pointerBy(form, { home, clock }).set('ours')).toMatchObject({ former: 'first' });
    expect(calls).toBe(1);
  });

  test.each<[string, (pointer: ReturnType<typeof pointerBy>) => Promise<unknown>]>([
    ['a switch', (pointer) => pointer.set('ours')],
    ['clearing', (pointer) => pointer.clear()],
    ['forgetting', (pointer) => pointer.forget('theirs')],
  ])(
    'that never rests ends %s after ten attempts, and its own content stays',
    async (_, change) => {
      const home = temporaryHome();
      const path = pointerPath(home);
      plant(path, pythonPointer('theirs'));
      let calls = 0;
      const clock = () => {
        calls += 1;
        writeFileSync(path, `${pythonPointer('theirs')}${' '.repeat(calls)}`);
        return nowMs;
      };
      await expect(change(pointerBy(form, { home, clock }))).rejects.toMatchObject({
        name: 'StateConflictError',
        code: 'ERR_STATE_CONFLICT',
        path,
        attempts: 10,
        message: `file was changed by others 10 times: '${path}'`,
      });
      expect(calls).toBe(10);
      expect(readFileSync(path, 'utf8')).toBe(`${pythonPointer('theirs')}${' '.repeat(10)}`);
      expect(readdirSync(home).toSorted()).toEqual(['session.json', 'session.lock']);
      expect(await pointerBy(form, { home }).set('ours')).toMatchObject({ former: 'theirs' });
    },
  );

  test.each<[string, (path: string) => void, object]>([
    [
      'tore it',
      (path) => writeFileSync(path, '{'),
      { code: 'ERR_POINTER_DAMAGED', fault: 'unparseable' },
    ],
    [
      'named what cannot be a mission',
      (path) => switchWithoutLock(path, '../x'),
      { code: 'ERR_POINTER_DAMAGED', fault: 'wrong-shape' },
    ],
    [
      'opened it to everyone',
      (path) => plant(path, pythonPointer('theirs'), 0o666),
      { code: 'ERR_UNSAFE_FILE' },
    ],
    [
      'put a directory there',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      { code: 'ERR_NOT_REGULAR_FILE', kind: 'directory' },
    ],
  ])('is reported when it %s, and what it left stays', async (_, spoil, reported) => {
    const home = temporaryHome();
    const path = pointerPath(home);
    plant(path, pythonPointer('first'));
    const clock = () => {
      spoil(path);
      return nowMs;
    };
    await expect(pointerBy(form, { home, clock }).set('ours')).rejects.toMatchObject(reported);
    expect(readdirSync(home).toSorted()).toEqual(['session.json', 'session.lock']);
  });

  test('that removed the pointer leaves room for a new one', async () => {
    const home = temporaryHome();
    const path = pointerPath(home);
    plant(path, pythonPointer('first'));
    const clock = () => {
      rmSync(path, { force: true });
      return nowMs;
    };
    const pointer = pointerBy(form, { home, clock });
    expect(await pointer.set('ours')).toEqual({ status: 'changed', former: undefined });
    expect(await pointer.read()).toMatchObject({ active: 'ours', previous: undefined });
  });
});

const home = '/home/me/home';
const path = join(home, 'session.json');
const pointer = activePointer({ home, clock: () => nowMs });

/** A machine on which `first` is active. */
function machineWithPointer() {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  runSync(setPointer(pointer, 'first'), machine.start().system);
  return machine;
}

function* shown(): Operation<readonly (string | undefined)[]> {
  const { active, previous } = yield* readPointer(pointer);
  return [active, previous];
}

test('in every order of calls, a switch and a writer without a lock are both seen whole', () => {
  const machine = machineWithPointer();
  // As the Python CLI does it: only the rename is visible.
  const theirs = join(home, 'session.tmp');
  runSync(replaceFile(theirs, pythonPointer('theirs')), machine.start().system);
  const writers = [
    { operation: () => setPointer(pointer, 'ours') },
    { operation: () => effects.rename(theirs, path) },
  ];
  const ends = new Set<string>();
  interleavings(machine, writers, ({ machine: at, outcomes }) => {
    const found = runSync(shown(), at.afterKill().start().system);
    const [ours] = outcomes;
    if (outcomes.some(({ status }) => status === 'running')) return;
    expect(outcomes.map(({ status }) => status)).toEqual(['returned', 'returned']);
    const former = ours?.status === 'returned' && (ours.value as { former?: string }).former;
    ends.add(`former ${former}: ${found.join(' ')}`);
  });
  expect([...ends].toSorted()).toEqual([
    // It wrote in the few calls between the last comparison and the rename, or after the rename.
    'former first: ours first',
    'former first: theirs ',
    'former theirs: ours theirs',
  ]);
});

test.each<[string, () => Operation<unknown>, readonly (string | undefined)[]]>([
  ['a switch', () => setPointer(pointer, 'ours'), ['ours', 'theirs']],
  ['forgetting', () => forgetMission(pointer, 'first'), ['theirs', undefined]],
])(
  'a writer without a lock is overwritten by %s only in the few calls before the rename',
  (_, change, unharmed) => {
    const before = machineWithPointer();
    const overwritten: string[] = [];
    for (let at = 0; ; at += 1) {
      const machine = before.afterKill();
      const task = startTask(machine.start(), change());
      for (let step = 0; step < at; step += 1) task.step();
      const next = task.pending();
      if (next === undefined) break;
      const renamed = machine.text(path)?.includes('first') === false;
      runSync(replaceFile(path, pythonPointer('theirs')), machine.start().system);
      expect(finish(task).status).toBe('returned');
      const found = runSync(shown(), machine.start().system);
      if (found[0] !== 'theirs' && found[1] !== 'theirs') overwritten.push(next.call);
      else if (!renamed && found[0] !== 'theirs') expect(found).toEqual(unharmed);
    }
    // The last comparison has already opened the file.
    expect(overwritten).toEqual(['fstat', 'read', 'close', 'host', 'rename']);
  },
);
