import { describe, expect, test } from 'vitest';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { claimsHome, elsewhere, focus } from './claims-home.ts';

describe.each(bothForms)('setWork, %s', (form) => {
  const { setWork, status } = actionsBy(form);

  test('gets a focus and its claim in one step, with a note that others see', async () => {
    const home = claimsHome();
    const work = { focus, driveIntent: 'active', note: 'the parser' } as const;
    expect(await setWork(home, home.as('bot'), work)).toMatchObject({
      status: 'updated',
      session: { focus, driveIntent: 'active' },
      claim: { focus, term: 1, note: 'the parser' },
      warnings: [],
    });
    expect((await status(home, home.as('bob'))).claims).toMatchObject([
      { claim: { note: 'the parser' } },
    ]);
    await setWork(home, home.as('bot'), { focus });
    expect(home.claim()?.note).toBe('the parser');
    await setWork(home, home.as('bot'), { note: 'the printer' });
    expect(home.claim()).toMatchObject({ note: 'the printer', term: 1 });
  });

  test('held back, who drives nothing gets the focus, and does not drive it', async () => {
    const home = claimsHome();
    home.drives('bob');
    home.at('bot', elsewhere);
    const work = { focus, driveIntent: 'active' } as const;
    const held = { status: 'held', holder: { alias: 'bob' } };
    expect(await setWork(home, home.as('bot'), work, { onCollision: 'defer' })).toMatchObject({
      ...held,
      session: { focus: elsewhere, driveIntent: 'inactive' },
    });
    expect(await setWork(home, home.as('bot'), work)).toMatchObject({
      ...held,
      session: { focus, driveIntent: 'inactive' },
    });
    expect(home.session('bot')).toEqual({ focus, driveIntent: 'inactive' });
  });

  test('held back, who drives elsewhere stays there with all of it', async () => {
    const home = claimsHome();
    home.drives('bob');
    home.drives('bot', elsewhere);
    const work = { focus, driveIntent: 'active', note: 'mine' } as const;
    expect(await setWork(home, home.as('bot'), work)).toMatchObject({
      status: 'held',
      session: { focus: elsewhere, driveIntent: 'active' },
      claim: { focus: elsewhere },
    });
    expect(home.claim()).toMatchObject({ holder: home.id('bob'), note: undefined });
    expect(home.claim(elsewhere)?.note).toBe(undefined);
  });

  test('stops and goes elsewhere without claiming what is there', async () => {
    const home = claimsHome();
    home.drives('bob');
    home.drives('bot', elsewhere);
    await setWork(home, home.as('bot'), { focus, driveIntent: 'inactive' });
    expect(home.session('bot')).toEqual({ focus, driveIntent: 'inactive' });
    expect(home.claim(elsewhere)?.holder).toBe(undefined);
  });

  test('says that a note has nowhere to stand', async () => {
    const home = claimsHome();
    const { warnings } = await setWork(home, home.as('bot'), { focus, note: 'nothing' });
    expect(warnings).toEqual([expect.objectContaining({ code: 'NOTE_NOT_RECORDED' })]);
  });

  test('refuses what is no focus before anything is written', async () => {
    const home = claimsHome();
    const before = home.snapshot();
    await expect(setWork(home, home.as('bot'), { focus: 'WP01' })).rejects.toEqual(
      fault('ERR_INVALID_FOCUS'),
    );
    expect(home.snapshot()).toEqual(before);
  });
});
