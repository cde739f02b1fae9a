import { describe, expect, test } from 'vitest';
import { askSync, giveSync, setDriveSync, takeSync } from '../src/index.ts';
import { actionsBy, type BoundActions, bothForms, fault } from './both-forms.ts';
import { type ClaimsHome, claimsHome, elsewhere, focus } from './claims-home.ts';

function kinds(outcome: { readonly notices: readonly { readonly kind: string }[] }) {
  return outcome.notices.map(({ kind }) => kind);
}

describe.each(bothForms)('giving a claim away, %s', (form) => {
  const actions = actionsBy(form);
  const { give, setFocus, setDrive } = actions;

  test('reserves it, and the giver drives on until it is accepted', async () => {
    const home = claimsHome();
    home.drives('bot');
    home.at('bob');
    const given = await give(home, home.as('bot'), 'bob', { note: 'green' });
    expect(given).toMatchObject({ status: 'given', receiver: 'bob', holder: undefined });
    expect(given.claim).toEqual(home.claim());
    expect(home.claim()).toMatchObject({
      holder: home.id('bot'),
      term: 1,
      reservedFor: home.id('bob'),
      note: 'green',
    });
    expect(home.session('bot')).toEqual({ focus, driveIntent: 'active' });
    expect(await setFocus(home, home.as('bob'), focus)).toMatchObject({ status: 'updated' });
    // The same focus once more is no new claim, and takes nothing back.
    await setFocus(home, home.as('bot'), focus);
    expect(home.claim()).toMatchObject({ reservedFor: home.id('bob'), note: 'green' });
    await setDrive(home, home.as('bot'), 'active');
    expect(home.claim()?.reservedFor).toBe(undefined);
  });

  test.each([
    [
      'another focus',
      ({ setFocus: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), elsewhere),
      { focus: elsewhere, driveIntent: 'inactive' },
      'updated',
    ],
    [
      'the same focus',
      ({ setFocus: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), focus),
      { focus, driveIntent: 'inactive' },
      'updated',
    ],
    [
      'driving',
      ({ setDrive: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), 'active'),
      { focus, driveIntent: 'inactive' },
      'held',
    ],
    [
      'asking for it',
      ({ ask: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot')),
      { focus, driveIntent: 'inactive' },
      'asked',
    ],
    [
      'giving it once more',
      ({ give: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), 'me'),
      { focus, driveIntent: 'inactive' },
      'held',
    ],
    [
      'stopping',
      ({ setDrive: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), 'inactive'),
      { focus, driveIntent: 'inactive' },
      'updated',
    ],
    [
      'no focus',
      ({ setFocus: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), 'none'),
      { focus: null, driveIntent: 'inactive' },
      'updated',
    ],
  ])('sets the giver inactive with the next command, once it is accepted: %s', async (...row) => {
    const [, act, session, status] = row;
    const home = claimsHome();
    home.drives('bot');
    home.at('bob');
    await give(home, home.as('bot'), 'bob');
    const accepted = await setDrive(home, home.as('bob'), 'active');
    expect(accepted).toMatchObject({
      status: 'updated',
      claim: { term: 2, former: { how: 'given', term: 1 } },
      rivals: [{ alias: 'bot' }],
      predecessor: { alias: 'bot' },
    });
    const outcome = await act(actions, home);
    expect(outcome.status).toBe(status);
    if ('former' in outcome) {
      expect(outcome.former).toMatchObject({ focus, driveIntent: 'active' });
    }
    expect(home.session('bot')).toEqual(session);
    expect(home.claim()).toMatchObject({ holder: home.id('bob'), term: 2 });
    const later = await setFocus(home, home.as('bob'), focus);
    expect(later).toMatchObject({ claim: { term: 2 }, rivals: [] });
  });

  test('that is accepted is known to a giver who asks for it back, and drives no more', async () => {
    const home = claimsHome();
    home.drives('bot');
    home.at('bob');
    await give(home, home.as('bot'), 'bob');
    await setDrive(home, home.as('bob'), 'active');
    const asked = await actions.ask(home, home.as('bot'));
    expect(asked).toMatchObject({ status: 'asked', session: { driveIntent: 'inactive' } });
    expect(kinds(asked)).toEqual(['accepted']);
    expect(home.session('bot')).toEqual({ focus, driveIntent: 'inactive' });
    expect(kinds(await actions.check(home, home.as('bob')))).toEqual(['asked']);
  });

  test('is refused to oneself, to nobody, to several and to a role that may not drive', async () => {
    const home = claimsHome();
    const claim = home.drives('bot');
    const to = (receiver: string) => give(home, home.as('bot'), receiver);
    const common = home.id('bob').slice(0, 4);
    const isCommon = home.id('me').startsWith(common);
    for (const [receiver, reason] of [
      ['bot', 'oneself'],
      [home.id('bot'), 'oneself'],
      ['nobody', 'nobody'],
      ['', 'nobody'],
      [home.id('bob').slice(0, 3), 'nobody'],
      [common, isCommon ? 'several' : 'nobody'],
    ] as const) {
      const names = ['me', 'bob', 'eye'];
      await expect(to(receiver)).rejects.toEqual(fault('ERR_RECEIVER', { reason, names }));
    }
    expect(isCommon).toBe(true);
    await expect(to('eye')).rejects.toEqual(
      fault('ERR_NO_CAPABILITY', { alias: 'eye', role: 'observer', capability: 'drive' }),
    );
    expect(home.claim()).toEqual(claim);
    for (const receiver of ['me', home.id('bob'), home.id('bob').toLowerCase(), 'bob']) {
      expect((await to(receiver)).status).toBe('given');
    }
    expect(home.claim()?.reservedFor).toBe(home.id('bob'));
  });

  test('needs a focus, and that one drives there', async () => {
    const home = claimsHome();
    const giving = () => give(home, home.as('bot'), 'bob');
    await expect(giving()).rejects.toEqual(fault('ERR_FOCUS_NEEDED', { alias: 'bot' }));
    home.at('bot');
    await expect(giving()).rejects.toEqual(fault('ERR_NOT_DRIVING', { alias: 'bot', focus }));
    home.drives('bob');
    const me = { alias: 'bob', term: 1 };
    expect(await give(home, home.as('bot'), 'me')).toMatchObject({ status: 'held', holder: me });
    expect(home.claim()).toMatchObject({ holder: home.id('bob'), reservedFor: undefined });
    await expect(
      give(home, home.as('bob'), 'me', { note: 'x'.repeat(201) }),
    ).rejects.toBeInstanceOf(TypeError);
  });
});

describe.each(bothForms)('asking for a claim, %s', (form) => {
  const { ask, setFocus, setDrive } = actionsBy(form);

  test('tells the holder, who asks and why, until it is granted, gone or elsewhere', async () => {
    const home = claimsHome();
    home.drives('bot');
    home.at('bob');
    home.at('me');
    const asked = await ask(home, home.as('bob'), { note: 'for the release' });
    expect(asked).toMatchObject({ status: 'asked', holder: { alias: 'bot' } });
    expect(asked.claim).toEqual(home.claim());
    await ask(home, home.as('me'));
    await ask(home, home.as('bob'), { note: 'now' });
    const shown = async () => {
      const { notices } = await setFocus(home, home.as('bot'), focus);
      return notices.flatMap((each) =>
        each.kind === 'asked' ? each.wishes.map(({ by, note }) => [by, note]) : [],
      );
    };
    expect(await shown()).toEqual([
      [home.id('bob'), 'now'],
      [home.id('me'), undefined],
    ]);
    home.lives('bob', false);
    expect(await shown()).toEqual([[home.id('me'), undefined]]);
    home.at('me', elsewhere);
    expect(await shown()).toEqual([]);
    // Who went elsewhere has dropped it, also when it comes back.
    home.at('me');
    expect(await shown()).toEqual([]);
  });

  test('is over for who is granted the claim', async () => {
    const home = claimsHome();
    home.drives('bot');
    home.at('bob');
    await ask(home, home.as('bob'));
    await setDrive(home, home.as('bot'), 'inactive');
    expect(await setDrive(home, home.as('bob'), 'active')).toMatchObject({
      claim: { term: 2, wantedBy: [] },
    });
    await setDrive(home, home.as('bob'), 'inactive');
    expect(kinds(await setDrive(home, home.as('bot'), 'active'))).toEqual([]);
  });

  test('finds nobody where it is free, and needs a focus and a role that may drive', async () => {
    const home = claimsHome();
    const asking = (name: 'bot' | 'eye') => ask(home, home.as(name));
    await expect(asking('bot')).rejects.toEqual(fault('ERR_FOCUS_NEEDED'));
    home.at('bot');
    expect(await asking('bot')).toMatchObject({ status: 'free', claim: undefined });
    home.drives('bob');
    home.at('eye');
    await expect(asking('eye')).rejects.toEqual(fault('ERR_NO_CAPABILITY', { alias: 'eye' }));
  });

  test('of one who drives without a record begins a record, with no term yet', async () => {
    const home = claimsHome();
    home.python('bob', { focus, drive_intent: 'active' });
    home.at('bot');
    expect(await ask(home, home.as('bot'))).toMatchObject({
      status: 'asked',
      claim: { term: 0, wantedBy: [{ by: home.id('bot') }] },
    });
    expect(home.claim()?.holder).toBe(undefined);
    const claimed = await setFocus(home, home.as('bob'), focus);
    expect(claimed).toMatchObject({ claim: { holder: home.id('bob'), term: 1 } });
    expect(kinds(claimed)).toEqual(['asked']);
  });
});

describe.each(bothForms)('without a record, since the damaged one was moved aside, %s', (form) => {
  const { ask, give, setFocus } = actionsBy(form);

  test.each([
    ['asking', (home: ClaimsHome) => ask(home, home.as('bot'))],
    ['giving', (home: ClaimsHome) => give(home, home.as('bob'), 'bot')],
  ])('%s begins a record whose term never was', async (_, act) => {
    const home = claimsHome();
    home.drives('bob');
    home.at('bot');
    home.damagesClaim();
    home.movesAside();
    const { claim } = await act(home);
    expect(claim?.term).toBeGreaterThan(1);
    const { claim: driven } = await setFocus(home, home.as('bob'), focus);
    expect(driven?.term).toBeGreaterThanOrEqual(claim?.term ?? 0);
    expect(driven?.holder).toBe(home.id('bob'));
  });
});

describe.each(bothForms)('taking a claim, %s', (form) => {
  const { take, setFocus, setDrive } = actionsBy(form);

  test('is what a person may, with a reason; who had it learns it until it stops', async () => {
    const home = claimsHome();
    home.drives('bot');
    const place = { repository: '/code/.git', worktree: '/code', branch: 'fix' };
    home.present('bot', (was) => ({ ...was, place }));
    home.at('me');
    const taken = await take(home, home.as('me'), 'it fell asleep');
    expect(taken).toMatchObject({
      status: 'updated',
      claim: {
        holder: home.id('me'),
        term: 2,
        reason: 'it fell asleep',
        former: { holder: home.id('bot'), term: 1, how: 'taken' },
      },
      predecessor: { alias: 'bot', term: 1, place },
      rivals: [{ alias: 'bot' }],
    });
    expect(home.session('me')).toEqual({ focus, driveIntent: 'active' });
    for (let again = 0; again < 2; again += 1) {
      const shown = await setFocus(home, home.as('bot'), focus);
      expect(shown).toMatchObject({ status: 'updated', claim: undefined });
      expect(shown.notices).toMatchObject([
        { kind: 'displaced', focus, by: home.id('me'), reason: 'it fell asleep' },
      ]);
    }
    expect(await setDrive(home, home.as('bot'), 'active')).toMatchObject({
      status: 'held',
      holder: { alias: null, term: 2 },
      notices: [{ kind: 'displaced' }],
    });
    expect(home.session('bot')).toEqual({ focus, driveIntent: 'active' });
    expect(kinds(await setFocus(home, home.as('bot'), elsewhere))).toEqual([]);
    expect(home.claim()).toMatchObject({ holder: home.id('me'), term: 2 });
  });

  test('is an end of what was displaced also by stopping', async () => {
    const home = claimsHome();
    home.drives('bot');
    home.at('me');
    await take(home, home.as('me'), 'mine');
    await setDrive(home, home.as('bot'), 'inactive');
    expect(home.claim()).toMatchObject({ holder: home.id('me'), term: 2 });
    expect(kinds(await setFocus(home, home.as('bot'), focus))).toEqual([]);
  });

  test('by an agent is only from one who is gone', async () => {
    const home = claimsHome();
    const claim = home.drives('bob');
    home.at('bot');
    const taking = () => take(home, home.as('bot'), 'mine');
    expect(await taking()).toMatchObject({ status: 'held', holder: { alias: 'bob' } });
    await setDrive(home, home.as('bot'), 'active', { onCollision: 'continue' });
    expect(await taking()).toMatchObject({ status: 'held', holder: { alias: 'bob' } });
    expect(home.claim()).toEqual(claim);
    home.lives('bob', false);
    expect(await taking()).toMatchObject({
      status: 'updated',
      claim: { term: 2, former: { how: 'gone', term: 1 } },
      predecessor: { alias: 'bob' },
    });
  });

  test('is also of what is reserved for another, and of what is driven without a record', async () => {
    const home = claimsHome();
    home.drives('bot');
    giveSync(home, home.as('bot'), 'bob', { note: 'green' });
    setDriveSync(home, home.as('bot'), 'inactive');
    home.at('me');
    expect(await take(home, home.as('me'), 'mine')).toMatchObject({
      status: 'updated',
      claim: { holder: home.id('me'), term: 2 },
    });
    expect(home.claim()).toMatchObject({ reservedFor: undefined, note: undefined });
    home.python('bob', { focus: elsewhere, drive_intent: 'active' });
    await setDrive(home, home.as('me'), 'inactive');
    home.at('me', elsewhere);
    expect(await take(home, home.as('me'), 'mine')).toMatchObject({
      claim: { holder: home.id('me'), term: 1 },
      rivals: [{ alias: 'bob' }],
    });
  });

  test('tells who has a damaged session, also one that drove elsewhere before', async () => {
    const home = claimsHome();
    home.records({ ...home.drives('bot'), focus: elsewhere });
    home.damages('bot');
    home.at('me');
    expect(await take(home, home.as('me'), 'it is broken')).toMatchObject({
      claim: { former: { holder: home.id('bot'), term: 1, how: 'taken' } },
    });
  });

  test('needs a focus, a reason, and a role that may drive', async () => {
    const home = claimsHome();
    const taking = (name: 'me' | 'eye', reason = 'mine') => take(home, home.as(name), reason);
    await expect(taking('me')).rejects.toEqual(fault('ERR_FOCUS_NEEDED'));
    home.at('me');
    home.at('eye');
    for (const reason of ['', ' ', 'x'.repeat(201)]) {
      await expect(taking('me', reason)).rejects.toBeInstanceOf(TypeError);
    }
    await expect(taking('eye')).rejects.toEqual(fault('ERR_NO_CAPABILITY'));
    expect(home.claim()).toBe(undefined);
    expect(await taking('me')).toMatchObject({ status: 'updated', claim: { term: 1 } });
  });
});

describe.each(bothForms)('checking a claim, %s', (form) => {
  const { check } = actionsBy(form);

  test('says whether one holds it, and at which term, and writes nothing', async () => {
    const home = claimsHome();
    const statusOf = async (name: 'bot' | 'me', term?: number) => {
      const before = home.snapshot();
      const { status, holder } = await check(home, home.as(name), { term });
      expect(home.snapshot()).toEqual(before);
      return holder === undefined ? status : [status, holder.alias];
    };
    expect(await statusOf('bot')).toBe('not-driving');
    home.at('bot');
    expect(await statusOf('bot')).toBe('not-driving');
    home.drives('bot');
    expect(await statusOf('bot')).toBe('holds');
    expect(await statusOf('bot', 1)).toBe('holds');
    expect(await statusOf('bot', 2)).toBe('other-term');
    home.at('me');
    expect(await statusOf('me')).toEqual(['held', 'bot']);
    takeSync(home, home.as('me'), 'mine');
    expect(await statusOf('bot', 1)).toEqual(['held', null]);
    expect(await statusOf('me', 2)).toBe('holds');
    for (const term of [0, -1, 1.5]) {
      await expect(check(home, home.as('me'), { term })).rejects.toBeInstanceOf(RangeError);
    }
  });

  test('of what was given away, and of what is asked for, is still mine', async () => {
    const home = claimsHome();
    home.drives('bot');
    home.at('me');
    askSync(home, home.as('me'));
    giveSync(home, home.as('bot'), 'me');
    expect((await check(home, home.as('bot'), { term: 1 })).status).toBe('holds');
    setDriveSync(home, home.as('me'), 'active');
    expect(await check(home, home.as('bot'), { term: 1 })).toMatchObject({
      status: 'held',
      holder: { alias: null, term: 2 },
    });
  });
});
