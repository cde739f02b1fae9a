import { acquireLock } from '@missionctl/atomic-fs';
import { sessionLockPath, sessionPath, timestampFromMs } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { setFocusSync } from '../src/index.ts';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { evidence, joined, startMs, type TestHome, testHome } from './test-home.ts';

function homeAs(role: string): TestHome {
  const home = testHome();
  joined(home, 'demo', { role });
  return home;
}

const address = { missionId: 'demo' };

describe.each(bothForms)('setFocus and setDrive, %s', (form) => {
  const { setFocus, setDrive } = actionsBy(form);

  test('change one field, and move the last activity', async () => {
    const home = homeAs('developer');
    home.pass(60_000);
    expect(await setFocus(home, evidence(), 'wp:WP01')).toMatchObject({
      status: 'updated',
      address,
      resolvedFrom: 'pointer',
      former: { focus: null },
      session: { focus: 'wp:WP01', lastActivityAt: timestampFromMs(startMs + 60_000) },
      warnings: [],
    });
    expect((await setDrive(home, evidence(), 'active')).session).toMatchObject({
      focus: 'wp:WP01',
      driveIntent: 'active',
    });
    expect((await setFocus(home, evidence(), 'none')).session.focus).toBe(null);
  });

  test('what is no focus is refused before anything is read', async () => {
    for (const given of ['WP01', '', 'wp:']) {
      await expect(setFocus(testHome(), evidence(), given)).rejects.toEqual(
        fault('ERR_INVALID_FOCUS', { given }),
      );
    }
  });

  test('a role may do what it may, and always take something back', async () => {
    const observer = homeAs('observer');
    await setFocus(observer, evidence(), 'wp:WP01');
    await expect(setDrive(observer, evidence(), 'active')).rejects.toEqual(
      fault('ERR_NO_CAPABILITY', {
        missionId: 'demo',
        role: 'observer',
        capability: 'drive',
        roles: ['developer', 'reviewer'],
      }),
    );
    await setDrive(observer, evidence(), 'inactive');
    const stakeholder = homeAs('stakeholder');
    await expect(setFocus(stakeholder, evidence(), 'wp:WP01')).rejects.toEqual(
      fault('ERR_NO_CAPABILITY', { capability: 'focus' }),
    );
    await setFocus(stakeholder, evidence(), 'none');
  });

  test('a session that one may not act on is left as it is', async () => {
    const home = homeAs('observer');
    home.edit(address, { mission_id: 'other' });
    const before = home.snapshot();
    const invalid = fault('ERR_SESSION_INVALID', {
      issues: expect.arrayContaining([expect.objectContaining({ code: 'MISSION_ID_MISMATCH' })]),
    });
    await expect(setFocus(home, evidence(), 'wp:WP01')).rejects.toEqual(invalid);
    await expect(setDrive(home, evidence(), 'active')).rejects.toEqual(invalid);
    expect(home.snapshot()).toEqual(before);
  });

  test('a bad value is replaced by a good one', async () => {
    const home = homeAs('developer');
    home.edit(address, { focus: 'nonsense' });
    await expect(setDrive(home, evidence(), 'active')).rejects.toEqual(
      fault('ERR_SESSION_INVALID'),
    );
    expect((await setFocus(home, evidence(), 'wp:WP01')).former.focus).toBe('nonsense');
    home.edit(address, { drive_intent: 'sometimes' });
    await expect(setFocus(home, evidence(), 'none')).rejects.toEqual(fault('ERR_SESSION_INVALID'));
    await setDrive(home, evidence(), 'inactive');
    await setFocus(home, evidence(), 'none');
  });

  test('a damaged session is left as it is, and one that is not there is not joined', async () => {
    const home = homeAs('developer');
    home.write(sessionPath(home.path, address), '{');
    await expect(setFocus(home, evidence(), 'none')).rejects.toEqual(fault('ERR_SESSION_DAMAGED'));
    expect(home.text(address)).toBe('{');
    const nobody = evidence({ flag: 'nobodys' });
    await expect(setDrive(home, nobody, 'inactive')).rejects.toEqual(fault('ERR_NOT_JOINED'));
  });
});

test('a lock that is held is a fault that may be over a moment later', async () => {
  const home = homeAs('developer');
  const lock = await acquireLock(sessionLockPath(home.path, address));
  const acting = (): unknown => setFocusSync(home, evidence(), 'wp:WP01');
  expect(acting).toThrow(expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT', holder: 'self' }));
  lock.release();
  acting();
});
