import { describe, expect, test } from 'vitest';
import { giveSync, setDriveSync } from '../src/index.ts';
import { actionsBy, type BoundActions, bothForms, fault } from './both-forms.ts';
import { type ClaimsHome, claimsHome, elsewhere, focus, type Name } from './claims-home.ts';

/** What a claim is, and what becomes of `bot`, an agent that works there and wants to drive. */
interface Row {
  readonly name: string;
  /** Brings it about. */
  readonly given: (home: ClaimsHome) => unknown;
  /** The holder and the term that are recorded afterwards. */
  readonly claim: readonly [holder: Name | undefined, term: number] | undefined;
  /** Who holds it, for a participant that is held back. */
  readonly held?: object;
  /** From whom it went over, in the record. */
  readonly former?: object;
  /** The same, as an outcome shows it. */
  readonly predecessor?: object;
}

const active = { drive_intent: 'active', focus } as const;

const rows: readonly Row[] = [
  { name: 'that nobody ever had is granted', given: () => undefined, claim: ['bot', 1] },
  {
    name: 'that was released is granted, a term later',
    given: (home) => {
      home.drives('bob');
      setDriveSync(home, home.as('bob'), 'inactive');
    },
    claim: ['bot', 2],
  },
  {
    name: 'that is mine stays, with its term',
    given: (home) => home.drives('bot'),
    claim: ['bot', 1],
  },
  {
    name: 'that I had last, and that nobody had since, is another term',
    given: (home) => {
      home.drives('bot');
      setDriveSync(home, home.as('bot'), 'inactive');
    },
    claim: ['bot', 2],
  },
  {
    name: 'of whose holder nothing is known is held',
    given: (home) => home.drives('bob'),
    claim: ['bob', 1],
    held: { alias: 'bob', verdict: 'unknown', term: 1, reserved: false },
  },
  {
    name: 'whose holder is here is held',
    given: (home) => {
      home.drives('bob');
      home.lives('bob', true);
    },
    claim: ['bob', 1],
    held: { alias: 'bob', verdict: 'here' },
  },
  {
    name: 'whose holder is here and has done nothing for an hour is held',
    given: (home) => {
      home.drives('bob');
      home.lives('bob', true);
      home.pass(3_600_000);
    },
    claim: ['bob', 1],
    held: { alias: 'bob', verdict: 'quiet' },
  },
  {
    name: 'whose holder has done nothing for a day, without any proof, is held',
    given: (home) => {
      home.drives('bob');
      home.pass(86_400_000);
    },
    claim: ['bob', 1],
    held: { alias: 'bob', verdict: 'unknown' },
  },
  {
    name: 'whose holder is gone by proof goes over, and who is gone is named',
    given: (home) => {
      home.drives('bob');
      home.lives('bob', false);
    },
    claim: ['bot', 2],
    former: { term: 1, how: 'gone' },
    predecessor: { alias: 'bob', verdict: 'gone' },
  },
  {
    name: 'whose holder said that it has ended goes over',
    given: (home) => {
      home.drives('bob');
      home.present('bob', (was) => ({ ...was, ended: '2026-03-01T12:00:00.000000Z' }));
    },
    claim: ['bot', 2],
    former: { term: 1, how: 'gone' },
  },
  {
    name: 'whose holder has left is free',
    given: (home) => {
      home.drives('bob');
      home.leaves('bob');
    },
    claim: ['bot', 2],
  },
  {
    name: 'whose holder has no session any more is free',
    given: (home) => {
      home.drives('bob');
      home.drops('bob');
    },
    claim: ['bot', 2],
  },
  {
    name: 'whose holder drives elsewhere by now, by Python, is free',
    given: (home) => {
      home.drives('bob');
      home.python('bob', { focus: elsewhere });
    },
    claim: ['bot', 2],
  },
  {
    name: 'whose holder does not drive any more, by Python, is free',
    given: (home) => {
      home.drives('bob');
      home.python('bob', { drive_intent: 'inactive' });
    },
    claim: ['bot', 2],
  },
  {
    name: 'whose holder has a damaged session is held: damaged is not missing',
    given: (home) => {
      home.drives('bob');
      home.damages('bob');
    },
    claim: ['bob', 1],
    held: { alias: undefined, verdict: 'unknown', term: 1, lastActivityAt: undefined },
  },
  {
    name: 'whose holder has a damaged session and is gone goes over',
    given: (home) => {
      home.drives('bob');
      home.lives('bob', false);
      home.damages('bob');
    },
    claim: ['bot', 2],
    former: { term: 1, how: 'gone' },
  },
  {
    name: 'that nobody has while another drives without a record is held by that one',
    given: (home) => home.python('bob', active),
    claim: undefined,
    held: { alias: 'bob', verdict: 'unknown', term: undefined, since: undefined },
  },
  {
    name: 'whose holder is gone while another drives without a record is held by that one',
    given: (home) => {
      home.drives('bob');
      home.lives('bob', false);
      home.python('me', active);
    },
    claim: ['bob', 1],
    held: { alias: null, term: undefined },
  },
  {
    name: 'that nobody has while a role that may not drive says so is granted',
    given: (home) => home.python('eye', active),
    claim: ['bot', 1],
  },
  {
    name: 'that nobody has while one who is gone drives without a record is granted',
    given: (home) => {
      home.python('bob', active);
      home.lives('bob', false);
    },
    claim: ['bot', 1],
  },
  {
    name: 'that was given to another is held, also once the giver has stopped',
    given: (home) => {
      home.drives('bob');
      giveSync(home, home.as('bob'), 'me', { note: 'green' });
      setDriveSync(home, home.as('bob'), 'inactive');
    },
    claim: ['bob', 1],
    held: { alias: null, reserved: true, term: 1, note: 'green' },
  },
  {
    name: 'that was given to another whose session is damaged is held',
    given: (home) => {
      home.drives('bob');
      giveSync(home, home.as('bob'), 'me');
      setDriveSync(home, home.as('bob'), 'inactive');
      home.damages('me');
    },
    claim: ['bob', 1],
    held: { reserved: true, verdict: 'unknown' },
  },
  {
    name: 'that was given to one who is gone by now is free',
    given: (home) => {
      home.drives('bob');
      giveSync(home, home.as('bob'), 'me');
      setDriveSync(home, home.as('bob'), 'inactive');
      home.lives('me', false);
    },
    claim: ['bot', 2],
  },
  {
    name: 'that was given to one who has left by now is free',
    given: (home) => {
      home.drives('bob');
      giveSync(home, home.as('bob'), 'me');
      setDriveSync(home, home.as('bob'), 'inactive');
      home.leaves('me');
    },
    claim: ['bot', 2],
  },
  {
    name: 'that was given to one who is gone is held by the giver while that drives',
    given: (home) => {
      home.drives('bob');
      giveSync(home, home.as('bob'), 'me');
      home.lives('me', false);
    },
    claim: ['bob', 1],
    held: { alias: 'bob', reserved: false },
  },
  {
    name: 'that was given to me goes over',
    given: (home) => {
      home.drives('bob');
      giveSync(home, home.as('bob'), 'bot', { note: 'green' });
    },
    claim: ['bot', 2],
    former: { term: 1, how: 'given' },
    predecessor: { alias: 'bob', note: 'green' },
  },
  {
    name: 'that was given to me goes over also once the giver has left',
    given: (home) => {
      home.drives('bob');
      giveSync(home, home.as('bob'), 'bot');
      home.leaves('bob');
    },
    claim: ['bot', 2],
    former: { term: 1, how: 'given' },
  },
  {
    name: 'that I gave away is taken back, with its term',
    given: (home) => {
      home.drives('bot');
      giveSync(home, home.as('bot'), 'me');
      setDriveSync(home, home.as('bot'), 'inactive');
    },
    claim: ['bot', 1],
  },
];

describe.each(bothForms)('a claim, %s', (form) => {
  const actions = actionsBy(form);

  test.each(rows)('$name', async ({ given, claim, held, former, predecessor }) => {
    const home = claimsHome();
    home.at('bot');
    given(home);
    const outcome = await actions.setDrive(home, home.as('bot'), 'active');
    const isHeld = held !== undefined;
    expect(outcome.status).toBe(isHeld ? 'held' : 'updated');
    const recorded = home.claim();
    const named = claim && { holder: claim[0] && home.id(claim[0]), term: claim[1] };
    expect(recorded && { holder: recorded.holder, term: recorded.term }).toEqual(named);
    if (isHeld) {
      expect(outcome.holder).toMatchObject({ focus, ...held });
      expect(outcome.claim).toBe(undefined);
      expect(home.session('bot')).toEqual({ focus, driveIntent: 'inactive' });
    } else {
      expect(outcome.claim).toEqual(recorded);
      expect(outcome.holder).toBe(undefined);
      expect(outcome.predecessor ?? {}).toMatchObject(predecessor ?? {});
      expect(recorded?.reservedFor).toBe(undefined);
      if (former === undefined) expect(recorded?.former).toBe(undefined);
      else expect(recorded?.former).toMatchObject(former);
      expect(home.session('bot')).toEqual({ focus, driveIntent: 'active' });
    }
  });
});

describe.each(bothForms)('who drives, %s', (form) => {
  const { setFocus, setDrive, check } = actionsBy(form);

  test('claims another focus first, and then releases the one that it leaves', async () => {
    const home = claimsHome();
    home.drives('bot');
    const outcome = await setFocus(home, home.as('bot'), elsewhere);
    expect(outcome).toMatchObject({ status: 'updated', claim: { focus: elsewhere, term: 1 } });
    expect(home.claim()).toMatchObject({ holder: undefined, term: 1 });
    expect(home.session('bot')).toEqual({ focus: elsewhere, driveIntent: 'active' });
  });

  test.each(['hold', 'defer'] as const)(
    'keeps focus, intent and claim when another focus is held: %s',
    async (onCollision) => {
      const home = claimsHome();
      home.drives('bob', elsewhere);
      const claim = home.drives('bot');
      const outcome = await setFocus(home, home.as('bot'), elsewhere, { onCollision });
      expect(outcome).toMatchObject({ status: 'held', holder: { alias: 'bob', term: 1 } });
      expect(outcome.claim).toEqual(claim);
      expect(outcome.former).toEqual(outcome.session);
      expect(home.session('bot')).toEqual({ focus, driveIntent: 'active' });
      expect(home.claim()).toEqual(claim);
    },
  );

  test.each([
    ['hold', { focus, driveIntent: 'inactive' }],
    ['defer', { focus: null, driveIntent: 'active' }],
  ] as const)('and drives nothing in particular: %s', async (onCollision, session) => {
    const home = claimsHome();
    home.drives('bob');
    await setDrive(home, home.as('bot'), 'active');
    const outcome = await setFocus(home, home.as('bot'), focus, { onCollision });
    expect(outcome).toMatchObject({ status: 'held', session, holder: { alias: 'bob' } });
    expect(home.session('bot')).toEqual(session);
    expect(home.claim()).toMatchObject({ holder: home.id('bob'), term: 1 });
  });

  test('without a focus has no claim, and no roster', async () => {
    const home = claimsHome();
    const before = Object.keys(home.snapshot());
    const outcome = await setDrive(home, home.as('bot'), 'active');
    expect(outcome).toMatchObject({ status: 'updated', claim: undefined, rivals: [] });
    expect(Object.keys(home.snapshot())).toEqual(before);
  });

  test('although another does learns it with each command, and so does the other', async () => {
    const home = claimsHome();
    home.drives('bob');
    home.at('bot');
    const continuing = { onCollision: 'continue' } as const;
    const both = { status: 'updated', claim: undefined, holder: { alias: 'bob' } };
    const toBot = { ...both, rivals: [{ alias: 'bob', term: 1 }] };
    expect(await setDrive(home, home.as('bot'), 'active', continuing)).toMatchObject(toBot);
    expect(home.presence('bot')).toMatchObject({ continued: focus });
    expect(home.claim()).toMatchObject({ holder: home.id('bob'), term: 1 });
    expect(await setFocus(home, home.as('bot'), focus)).toMatchObject(toBot);
    expect(await setDrive(home, home.as('bot'), 'active')).toMatchObject(toBot);
    expect(await setFocus(home, home.as('bob'), focus)).toMatchObject({
      status: 'updated',
      claim: { term: 1 },
      holder: undefined,
      rivals: [{ alias: 'bot', term: undefined, since: undefined }],
    });
    // The focus is free, and the next command claims it.
    await setDrive(home, home.as('bob'), 'inactive');
    expect(await setFocus(home, home.as('bot'), focus)).toMatchObject({
      claim: { holder: home.id('bot'), term: 2 },
      holder: undefined,
      rivals: [],
    });
    expect(home.presence('bot')?.continued).toBe(undefined);
  });

  test.each([
    [
      'it stops',
      ({ setDrive: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), 'inactive'),
    ],
    [
      'it drives something else',
      ({ setFocus: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), elsewhere),
    ],
    [
      'it works on nothing',
      ({ setFocus: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), 'none'),
    ],
  ])('although another does is forgotten when %s', async (_, stop) => {
    const home = claimsHome();
    home.drives('bob');
    home.at('bot');
    await setDrive(home, home.as('bot'), 'active', { onCollision: 'continue' });
    await stop(actionsBy(form), home);
    expect(home.presence('bot')?.continued).toBe(undefined);
  });

  test.each([
    [
      'drive inactive',
      ({ setDrive: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), 'inactive'),
    ],
    [
      'focus none',
      ({ setFocus: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'), 'none'),
    ],
    ['leave', ({ leave: act }: BoundActions, home: ClaimsHome) => act(home, home.as('bot'))],
  ])('releases its record by %s, which keeps its term', async (_, stop) => {
    const home = claimsHome();
    home.drives('bot');
    await stop(actionsBy(form), home);
    expect(home.claim()).toMatchObject({ focus, holder: undefined, term: 1 });
  });

  test('leaves nothing of itself in the roster', async () => {
    const home = claimsHome();
    home.drives('bot');
    home.lives('bot', true);
    await actionsBy(form).leave(home, home.as('bot'));
    expect(home.presence('bot')).toBe(undefined);
  });

  test('and is cut off before its record is released releases it the next time', async () => {
    const home = claimsHome();
    home.drives('bot');
    home.python('bot', { drive_intent: 'inactive' });
    await setDrive(home, home.as('bot'), 'inactive');
    expect(home.claim()).toMatchObject({ holder: undefined, term: 1 });
  });

  test('without a record tries the claim at the next command, as Python left it', async () => {
    const home = claimsHome();
    home.python('bot', active);
    expect(await setFocus(home, home.as('bot'), focus)).toMatchObject({
      status: 'updated',
      claim: { holder: home.id('bot'), term: 1 },
    });
    home.python('bob', active);
    expect(await setFocus(home, home.as('bob'), focus)).toMatchObject({
      status: 'held',
      holder: { alias: 'bot', term: 1 },
      rivals: [{ alias: 'bot' }],
    });
    // The holder learns of it as well.
    expect(await setDrive(home, home.as('bot'), 'active')).toMatchObject({
      claim: { term: 1 },
      rivals: [{ alias: 'bob', term: undefined }],
    });
  });

  test('in a role that may not has no claim, whatever its file says', async () => {
    const home = claimsHome();
    home.python('eye', active);
    const outcome = await setFocus(home, home.as('eye'), focus);
    expect(outcome).toMatchObject({ status: 'updated', claim: undefined, rivals: [] });
    expect(home.claim()).toBe(undefined);
    await expect(setDrive(home, home.as('eye'), 'active')).rejects.toEqual(
      fault('ERR_NO_CAPABILITY', { capability: 'drive' }),
    );
  });

  test('by a session that one may not act on claims nothing, and takes nothing', async () => {
    const home = claimsHome();
    const claim = home.drives('bob');
    home.at('me');
    home.python('me', { mission_id: 'other' });
    const { take } = actionsBy(form);
    for (const acting of [
      () => setDrive(home, home.as('me'), 'active', { onCollision: 'continue' }),
      () => take(home, home.as('me'), 'because'),
    ]) {
      await expect(acting()).rejects.toEqual(fault('ERR_SESSION_INVALID'));
    }
    expect(home.claim()).toEqual(claim);
    home.python('me', { focus: elsewhere });
    await expect(setDrive(home, home.as('me'), 'active')).rejects.toEqual(
      fault('ERR_SESSION_INVALID'),
    );
    expect(home.claim(elsewhere)).toBe(undefined);
  });

  test('the damaged record of a claim keeps nobody from driving, and stays', async () => {
    const home = claimsHome();
    home.drives('bob');
    home.damagesClaim();
    home.at('bot');
    // Who drives there is seen by the session.
    const held = await setDrive(home, home.as('bot'), 'active');
    expect(held).toMatchObject({ status: 'held', holder: { alias: 'bob', term: undefined } });
    await setDrive(home, home.as('bob'), 'inactive');
    const outcome = await setDrive(home, home.as('bot'), 'active');
    expect(outcome).toMatchObject({ status: 'updated', claim: undefined, holder: undefined });
    expect(outcome.warnings.map(({ code }) => code).toSorted()).toEqual([
      'CLAIM_NOT_RECORDED',
      'ROSTER_DAMAGED',
    ]);
    expect((await check(home, home.as('bot'))).status).toBe('not-driving');
  });
});
