import { answeredBy, effects, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, type FaultPlan } from '@missionctl/atomic-fs/testing';
import { expect, test } from 'vitest';
import { findPin } from '../src/operations.ts';

interface Situation {
  readonly mode?: number;
  readonly uid?: number;
  readonly finder?: number;
  readonly windows?: boolean;
  readonly fault?: FaultPlan;
}

/** The mission that a pin selects on a simulated machine. */
function pinnedIn({ mode = 0o644, uid, finder, windows, fault }: Situation): string | undefined {
  const files = { '/project/.mission': { content: 'demo', mode, uid } };
  const { system } = createMachine({ files, windows }).start({ uid: finder, fault });
  return runSync(findPin('/project'), system)?.missionId;
}

const failing =
  (call: string, errno: string): FaultPlan =>
  (effect) =>
    effect.call === call ? { errno } : undefined;

test.each<[string, Situation]>([
  ['own pin', {}],
  ["root's pin", { uid: 0 }],
  ["root's pin found by root", { uid: 0, finder: 0 }],
  ['pin on Windows, where everyone can write every file', { windows: true }],
])('%s is believed', (_, situation) => {
  expect(pinnedIn(situation)).toBe('demo');
});

const foreign = 'it belongs to user 2000, neither this one nor root';

test.each<[string, Situation, string, string, string]>([
  ['of another user', { uid: 2000 }, 'unsafe', 'PIN_OWNER', foreign],
  ['of another user, found by root', { uid: 2000, finder: 0 }, 'unsafe', 'PIN_OWNER', foreign],
  [
    'that nobody can look for',
    { fault: failing('lstat', 'EACCES') },
    'unreadable',
    'PIN_HIDDEN',
    'whether it is there cannot be found out (EACCES)',
  ],
  [
    'on a disk that fails',
    { fault: failing('read', 'EIO') },
    'unreadable',
    'ERR_FILE_READ',
    "reading '/project/.mission' failed: EIO",
  ],
])('a pin %s is refused', (_, situation, fault, code, message) => {
  expect(() => pinnedIn(situation)).toThrow(
    expect.objectContaining({
      code: 'ERR_PIN_REFUSED',
      fault,
      issues: [{ code, severity: 'error', field: '', message: expect.stringContaining(message) }],
    }),
  );
});

test.each(['EMFILE', 'ENFILE', 'ENOMEM'])('%s says nothing about a pin: it is thrown', (errno) => {
  expect(() => pinnedIn({ fault: failing('open', errno) })).toThrow(
    expect.objectContaining({ code: 'ERR_FILE_READ', exhausted: true }),
  );
});

test('an error that is no answer of the file system is no reason to refuse a pin', () => {
  const bug = new Error('a bug');
  const { system } = createMachine({ files: { '/project/.mission': 'demo' } }).start();
  const finding = answeredBy(findPin('/project'), (effect) =>
    effect.call === 'fstat'
      ? effects.invoke(() => {
          throw bug;
        })
      : effects.passOn(effect),
  );
  expect(() => runSync(finding, system)).toThrow(bug);
});
