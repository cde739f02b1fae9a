import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { answeredBy, effects, runSync } from '@missionctl/atomic-fs/operations';
import { pointerPath, sessionLockPath, sessionPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { classifyError } from '../src/index.ts';
import { leave as leaveOperation } from '../src/operations.ts';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { evidence, joined, testHome } from './test-home.ts';

const demo = evidence({ flag: 'demo' });

describe.each(bothForms)('leave, %s', (form) => {
  const { leave, prepareLeave, previousMission, list } = actionsBy(form);

  test('removes the session, and takes the mission out of the pointer', async () => {
    const home = testHome();
    const address = joined(home, 'demo');
    const outcome = await leave(home, evidence());
    expect(outcome).toEqual({
      status: 'left',
      address,
      resolvedFrom: 'pointer',
      participantId: expect.stringMatching(/^[0-9A-Z]{26}$/),
      quarantined: undefined,
      moved: { from: 'demo', to: undefined, previous: undefined },
      warnings: [],
    });
    expect(existsSync(sessionPath(home.path, address))).toBe(false);
    expect(home.pointed()).toBe(null);
  });

  test('takes the mission out of the pointer where it is the previous one too', async () => {
    const home = testHome();
    joined(home, 'demo');
    joined(home, 'other');
    expect(await previousMission(home)).toBe('demo');
    expect((await leave(home, demo)).moved).toBeUndefined();
    await expect(previousMission(home)).rejects.toEqual(fault('ERR_NO_PREVIOUS_MISSION'));
    expect(home.pointed()).toBe('other');
  });

  test('the sessions of other participants stay, and the pointer is theirs no more than before', async () => {
    const home = testHome();
    joined(home, 'demo');
    joined(home, 'demo', { alias: 'bot' });
    const left = await leave(home, evidence({ flag: 'demo', alias: 'bot' }));
    expect(left.moved).toBeUndefined();
    expect(home.pointed()).toBe('demo');
    joined(home, 'demo', { alias: 'bot' });
    await leave(home, demo);
    const { sessions } = await list(home);
    expect(sessions.map(({ address }) => address)).toEqual([{ missionId: 'demo', alias: 'bot' }]);
  });

  test('moves a damaged session aside, its content untouched', async () => {
    const home = testHome();
    const path = sessionPath(home.path, joined(home, 'demo'));
    home.write(path, '{');
    const { quarantined = '', participantId } = await leave(home, demo);
    expect(readFileSync(quarantined, 'utf8')).toBe('{');
    expect(dirname(quarantined)).toBe(dirname(path));
    expect(participantId).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  test('of what is not joined is refused', async () => {
    const home = testHome();
    await expect(leave(home, demo)).rejects.toEqual(fault('ERR_NOT_JOINED'));
    await expect(leave(home, evidence())).rejects.toEqual(fault('ERR_NO_ACTIVE_MISSION'));
  });

  test('a damaged pointer is a warning: the session is removed all the same', async () => {
    const home = testHome();
    const address = joined(home, 'demo');
    home.write(pointerPath(home.path), '[]');
    expect((await leave(home, demo)).warnings).toMatchObject([{ code: 'POINTER_DAMAGED' }]);
    expect(existsSync(sessionPath(home.path, address))).toBe(false);
    expect(readFileSync(pointerPath(home.path), 'utf8')).toBe('[]');
  });

  test('a session that cannot be removed stays, and the error says that the pointer was changed', async () => {
    const home = testHome();
    const address = joined(home, 'demo');
    const lock = sessionLockPath(home.path, address);
    home.write(lock, 'in the way');
    const error: unknown = await leave(home, demo).catch((thrown: unknown) => thrown);
    expect(error).toEqual(fault('ERR_LEAVE_INCOMPLETE', { missionId: 'demo', alias: undefined }));
    expect(error).toMatchObject({ cause: { code: 'ERR_LOCK_UNAVAILABLE', path: lock } });
    expect(classifyError(error)).toEqual({ code: 'LOCK_UNAVAILABLE', exit: 4, retryable: false });
    expect(existsSync(sessionPath(home.path, address))).toBe(true);
    expect(home.pointed()).toBe(null);
    home.write(lock, '');
    expect(await leave(home, demo)).toMatchObject({ status: 'left' });
  });

  test('where the pointer did not name the mission, nothing was changed, and the fault is its own', async () => {
    const home = testHome();
    const address = joined(home, 'demo');
    joined(home, 'other');
    joined(home, 'third');
    home.write(sessionLockPath(home.path, address), 'in the way');
    await expect(leave(home, demo)).rejects.toEqual(fault('ERR_LOCK_UNAVAILABLE'));
  });

  test('is prepared without being done', async () => {
    const home = testHome();
    const address = joined(home, 'demo');
    const before = home.snapshot();
    expect(await prepareLeave(home, evidence())).toMatchObject({
      address,
      resolvedFrom: 'pointer',
      found: { status: 'joined', session: { missionId: 'demo' } },
      moves: { from: 'demo', to: undefined, previous: undefined },
      warnings: [],
    });
    expect(home.snapshot()).toEqual(before);
  });
});

test('a lock that is lost while the session is removed is reported as that: no word that the session stays', () => {
  const home = testHome();
  const address = joined(home, 'demo');
  const path = sessionPath(home.path, address);
  const losing = answeredBy(leaveOperation(home, demo), function* (effect) {
    const answer = yield* effects.passOn(effect);
    const isRemoved = effect.call === 'unlink' && effect.args[0] === path;
    if (isRemoved) yield* effects.unlink(sessionLockPath(home.path, address));
    return answer;
  });
  expect(() => runSync(losing)).toThrow(expect.objectContaining({ code: 'ERR_LOCK_LOST' }));
  expect(existsSync(path)).toBe(false);
});
