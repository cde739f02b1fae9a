import { pointerPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { evidence, joined, pinnedDirectory, type TestHome, testHome } from './test-home.ts';

/** A home whose owner is joined in three missions, the last of which is active. */
function homeOfThree(): TestHome {
  const home = testHome();
  for (const mission of ['one', 'two', 'three']) joined(home, mission);
  return home;
}

describe.each(bothForms)('switchMission, %s', (form) => {
  const { switchMission, previousMission } = actionsBy(form);

  test('makes a mission the active one, and knows the one before', async () => {
    const home = homeOfThree();
    const request = { to: 'one' };
    expect(await switchMission(home, evidence(), request)).toEqual({
      status: 'switched',
      active: 'one',
      former: 'three',
      changed: true,
    });
    expect(home.pointed()).toBe('one');
    expect(await previousMission(home)).toBe('three');
    const again = await switchMission(home, evidence(), request);
    expect(again).toMatchObject({ former: 'one', changed: false });
    expect(await previousMission(home)).toBe('three');
  });

  test('leaves no mission active', async () => {
    const home = homeOfThree();
    expect(await switchMission(home, evidence(), { to: null })).toEqual({
      status: 'switched',
      active: null,
      former: 'three',
      changed: true,
    });
    expect(home.pointed()).toBe(null);
    expect(await switchMission(home, evidence(), { to: null })).toMatchObject({ changed: false });
  });

  test('in a home that is not there yet there is no previous mission', async () => {
    await expect(previousMission(testHome())).rejects.toEqual(fault('ERR_NO_PREVIOUS_MISSION'));
  });

  test('a mission in which the owner is not joined is refused, whoever else is', async () => {
    const home = testHome();
    joined(home, 'theirs', { alias: 'bot' });
    for (const to of ['theirs', 'nobodys']) {
      await expect(switchMission(home, evidence(), { to })).rejects.toEqual(
        fault('ERR_NOT_JOINED', { missionId: to }),
      );
    }
    await expect(switchMission(home, evidence(), { to: '../x' })).rejects.toEqual(
      fault('ERR_INVALID_ID'),
    );
  });

  test('is refused where nobody would see it, and done anyway on request', async () => {
    const home = homeOfThree();
    const pinned = pinnedDirectory('two');
    const refused = pinnedDirectory('../x');
    const masks = [
      [{ environment: 'two' }, { by: 'environment', names: 'two' }],
      [{ directory: pinned.below }, { by: 'pin', path: pinned.path, names: 'two' }],
      [{ directory: refused.below }, { by: 'refused-pin', path: refused.path }],
      [{ alias: 'bot' }, { by: 'alias', alias: 'bot', from: 'flag' }],
    ] as const;
    for (const [hints, mask] of masks) {
      const masked = evidence(hints);
      const before = home.snapshot();
      await expect(switchMission(home, masked, { to: 'one' })).rejects.toEqual(
        fault('ERR_MASKED', { mask: expect.objectContaining(mask) }),
      );
      await expect(switchMission(home, masked, { to: 'one', dryRun: true })).rejects.toEqual(
        fault('ERR_MASKED'),
      );
      expect(home.snapshot()).toEqual(before);
      await switchMission(home, masked, { to: 'one', anyway: true });
      expect(home.pointed()).toBe('one');
      await switchMission(home, evidence(), { to: 'three' });
    }
  });

  test('what selects the same mission hides nothing', async () => {
    const home = homeOfThree();
    await switchMission(home, evidence({ environment: 'one' }), { to: 'one' });
    const { below: directory } = pinnedDirectory('two');
    await switchMission(home, evidence({ directory }), { to: 'two' });
    expect(home.pointed()).toBe('two');
  });

  test('a dry run only says what would be', async () => {
    const home = homeOfThree();
    const before = home.snapshot();
    const plan = (to: string | null) => switchMission(home, evidence(), { to, dryRun: true });
    expect(await plan('one')).toEqual({
      status: 'planned',
      active: 'one',
      former: 'three',
      changed: true,
    });
    expect(await plan('three')).toMatchObject({ changed: false });
    expect(await plan(null)).toMatchObject({ active: null, changed: true });
    expect(home.snapshot()).toEqual(before);
  });

  test('a damaged pointer is left as it is', async () => {
    const home = homeOfThree();
    home.write(pointerPath(home.path), '[]');
    const before = home.snapshot();
    await expect(switchMission(home, evidence(), { to: 'one' })).rejects.toEqual(
      fault('ERR_POINTER_DAMAGED'),
    );
    expect(home.snapshot()).toEqual(before);
  });
});
