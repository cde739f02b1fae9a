import { acquireLock } from '@missionctl/atomic-fs';
import { ledgerLockPath, pointerLockPath, sessionLockPath } from '@missionctl/session-model';
import { expect, test } from 'vitest';
import * as actions from '../src/index.ts';
import { fault } from './both-forms.ts';
import { joined, type TestHome, testHome } from './test-home.ts';

type Wait = actions.Wait;

interface Waiting {
  readonly action: string;
  /** The lock that it waits for. */
  readonly lock: (home: TestHome) => string;
  readonly call: (home: TestHome, wait: Wait) => Promise<unknown>;
  readonly callSync: (home: TestHome, wait: Wait) => unknown;
}

const demo = { mission: 'demo' };
const role = { role: 'reviewer' };
const ofSession = ({ path }: TestHome): string => sessionLockPath(path, { missionId: 'demo' });
const ofPointer = ({ path }: TestHome): string => pointerLockPath(path);
const ofLedger = ({ path }: TestHome): string => ledgerLockPath(path, 'demo');

/** What the issuer of this machine has granted before. */
function granted(home: TestHome) {
  const prepared = actions.prepareJoinSync(home, demo, role);
  if (prepared.found.status !== 'joined') throw new Error('the mission is not joined');
  const { participantId, missionRunId, joinedAt } = prepared.found.session;
  const grant = { participantId, missionRunId, joinedAt, sessionToken: '', apiUrl: '', ...role };
  return { prepared, grant: grant as Parameters<typeof actions.completeJoin>[3]['grant'] };
}

const waiting: readonly Waiting[] = [
  ...[ofSession, ofLedger].map((lock) => ({
    action: lock === ofLedger ? 'join, for the ledger' : 'join, for the session',
    lock,
    call: (home: TestHome, wait: Wait) => actions.join(home, demo, role, wait),
    callSync: (home: TestHome, wait: Wait) => actions.joinSync(home, demo, role, wait),
  })),
  {
    action: 'completeJoin',
    lock: ofSession,
    call: (home, wait) => actions.completeJoin(home, demo, role, { ...granted(home), ...wait }),
    callSync: (home, wait) =>
      actions.completeJoinSync(home, demo, role, { ...granted(home), ...wait }),
  },
  {
    action: 'leave',
    lock: ofPointer,
    call: (home, wait) => actions.leave(home, demo, wait),
    callSync: (home, wait) => actions.leaveSync(home, demo, wait),
  },
  {
    action: 'completeLeave',
    lock: ofPointer,
    call: (home, wait) => actions.completeLeave(home, actions.prepareLeaveSync(home, demo), wait),
    callSync: (home, wait) =>
      actions.completeLeaveSync(home, actions.prepareLeaveSync(home, demo), wait),
  },
  {
    action: 'switchMission',
    lock: ofPointer,
    call: (home, wait) => actions.switchMission(home, {}, { to: null }, wait),
    callSync: (home, wait) => actions.switchMissionSync(home, {}, { to: null }, wait),
  },
  {
    action: 'setFocus',
    lock: ofSession,
    call: (home, wait) => actions.setFocus(home, demo, 'wp:1', wait),
    callSync: (home, wait) => actions.setFocusSync(home, demo, 'wp:1', wait),
  },
  {
    action: 'setDrive',
    lock: ofSession,
    call: (home, wait) => actions.setDrive(home, demo, 'active', wait),
    callSync: (home, wait) => actions.setDriveSync(home, demo, 'active', wait),
  },
];

test.each(waiting)(
  '$action waits as long as it is allowed to, and changes nothing then',
  async ({ lock, call, callSync }) => {
    const home = testHome();
    joined(home, 'demo');
    using _held = await acquireLock(lock(home));
    const before = home.snapshot();
    await expect(call(home, { timeoutMs: 20 })).rejects.toEqual(fault('ERR_LOCK_TIMEOUT'));
    expect(() => callSync(home, { timeoutMs: 0 })).toThrow(
      expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT' }),
    );
    const abort = new AbortController();
    const pending = call(home, { signal: abort.signal });
    const reason = new Error('enough');
    setTimeout(() => abort.abort(reason), 30);
    await expect(pending).rejects.toBe(reason);
    expect(home.snapshot()).toEqual(before);
  },
);

test('repair waits for each lock as long as it is allowed to, and reports what it could not', async () => {
  const home = testHome();
  joined(home, 'demo');
  home.write(ofSession(home).replace('.lock', '.json'), 'torn');
  using _held = await acquireLock(ofSession(home));
  const failed = { code: 'SESSION_DAMAGED', state: 'failed', error: fault('ERR_LOCK_TIMEOUT') };
  expect(await actions.repair(home, { timeoutMs: 20 })).toMatchObject([failed]);
  expect(actions.repairSync(home, { timeoutMs: 0 })).toMatchObject([failed]);
});
