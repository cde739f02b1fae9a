import { describe, expect, test } from 'vitest';
import {
  examine,
  forgetEngine,
  give,
  giveSync,
  setDrive,
  setFocus,
  share,
  status,
  statusSync,
  take,
} from '../src/index.ts';
import { fault } from './both-forms.ts';
import { away, elsewhere, focus, missionId, pair, type SharedHome, team } from './shared-homes.ts';
import { evidence, joined } from './test-home.ts';

const nowhere = { anchors: [], anchored: false, place: undefined, touching: [] };
const notShared = { code: 'NOT_SHARED', severity: 'warning' };

/** Somebody of a home who is seen in the others, under a name that nobody else has. */
async function seen(home: SharedHome, alias: string, role = 'developer') {
  joined(home, missionId, { alias, role });
  await share(home, missionId, { participantId: home.id(alias) });
  return evidence({ flag: missionId, alias });
}

/** Three homes: the first drives, and `ann` of the second is seen. */
async function driven() {
  const { homes, ...of } = team(3);
  const [one, other, third] = homes;
  if (one === undefined || other === undefined || third === undefined) throw new Error('not three');
  await one.drives();
  const ann = await seen(other, 'ann');
  return { one, other, third, ann, ...of };
}

describe('what is given to somebody of another home', () => {
  test('is kept for them in every home, they accept it by driving, and the giver is shown that', async () => {
    const { one, other, third, ann, claim } = await driven();
    const given = await give(one, one.me, 'ann', { note: 'green' });
    const id = other.id('ann');
    expect(given).toMatchObject({
      status: 'given',
      receiver: undefined,
      receiverElsewhere: { participantId: id, alias: 'ann' },
      claim: { holder: one.id(), reservedFor: id },
      warnings: [],
    });
    expect(claim()).toMatchObject({ holder: one.id(), term: 1, reservedFor: id, note: 'green' });
    // Until then the giver drives on, and nobody else gets it.
    expect(await setFocus(one, one.me, focus)).toMatchObject({ claim: { reservedFor: id } });
    expect(await one.drives({ who: one.bot })).toMatchObject({ status: 'held' });
    expect(await third.drives()).toMatchObject({ status: 'held' });
    expect((await status(other, ann)).notices).toMatchObject([
      { kind: 'offered', by: one.id(), note: 'green', focus },
    ]);
    const accepted = await other.drives({ who: ann });
    expect(accepted).toMatchObject({ status: 'updated', claim: { term: 2 }, warnings: [] });
    const former = { holder: one.id(), term: 1, how: 'given' };
    expect(claim()).toMatchObject({ holder: id, term: 2, former, reservedFor: undefined });
    const notices = [{ kind: 'accepted', by: id, former }];
    const shown = (await status(one, one.me)).notices;
    expect(shown).toMatchObject(notices);
    expect(shown[0]?.elsewhere.get(id)).toBe('ann');
    expect(await setFocus(one, one.me, focus)).toMatchObject({
      session: { focus, driveIntent: 'inactive' },
      notices,
    });
    expect(claim()).toMatchObject({ holder: id, term: 2 });
  });

  test.each(['the same focus', 'driving'] as const)(
    'and accepted by one who has not looked since sets a giver inactive who has not either: %s',
    async (next) => {
      const { one, other, ann, claim, there } = await driven();
      await other.drives({ who: ann });
      await give(one, one.me, other.id('ann'));
      expect(await setDrive(other, ann, 'active')).toMatchObject({ status: 'updated' });
      expect(claim()).toMatchObject({ holder: other.id('ann'), former: { how: 'given' } });
      const outcome =
        next === 'driving'
          ? await setDrive(one, one.me, 'active')
          : await setFocus(one, one.me, focus);
      expect(outcome).toMatchObject({
        status: next === 'driving' ? 'held' : 'updated',
        session: { focus, driveIntent: 'inactive' },
        former: { driveIntent: 'active' },
        claim: undefined,
        notices: [{ kind: 'accepted', by: other.id('ann') }],
      });
      const mine = there().entries.find(({ entry }) => entry.participantId === one.id());
      expect(mine?.entry).toMatchObject({ driveIntent: 'inactive', continued: undefined });
    },
  );

  test('stays kept after the giver has stopped, and doctor does not find it that of nobody', async () => {
    const { one, other, third, ann, claim } = await driven();
    await give(one, one.me, 'ann');
    await setDrive(one, one.me, 'inactive');
    expect(claim()).toMatchObject({ reservedFor: other.id('ann') });
    expect(await examine(one)).toEqual([]);
    expect(await third.drives()).toMatchObject({ status: 'held' });
    expect(await one.drives({ who: one.bot })).toMatchObject({ status: 'held' });
    expect(await other.drives({ who: ann })).toMatchObject({ claim: { term: 2 } });
  });

  test('is taken back by the giver who drives, and is free once the receiver is gone', async () => {
    const { one, other, third, claim } = await driven();
    await give(one, one.me, 'ann');
    await setDrive(one, one.me, 'active');
    expect(claim()).toMatchObject({ holder: one.id(), reservedFor: undefined });
    await give(one, one.me, 'ann');
    await setDrive(one, one.me, 'inactive');
    other.present(() => ({ ...nowhere, ended: '2026-03-01T12:00:00.000000Z' }), 'ann');
    await share(other, missionId);
    // Whether the giver drives still its own home knows.
    expect(await third.drives()).toMatchObject({ status: 'held', holder: { reserved: false } });
    await status(one, one.me);
    await share(one, missionId);
    expect(claim()?.holder).toBe(undefined);
    expect(await third.drives()).toMatchObject({ status: 'updated', claim: { term: 2 } });
    expect(await one.drives({ who: one.bot })).toMatchObject({ status: 'held' });
  });

  test('and accepted, and free again, is kept for nobody at home', async () => {
    const { one, other, ann } = await driven();
    await give(one, one.me, 'ann');
    await setDrive(one, one.me, 'inactive');
    await other.drives({ who: ann });
    await setDrive(other, ann, 'inactive');
    await status(one, one.me);
    expect(await one.drives({ who: one.bot })).toMatchObject({
      status: 'updated',
      claim: { term: 3 },
    });
  });

  test('while the engine is away is kept there later, whether or not the giver drives on', async () => {
    for (const stops of [false, true]) {
      const { one, other, third, ann, claim, pass } = await driven();
      await status(one, one.me);
      one.fails(away);
      const given = await give(one, one.me, 'ann', { note: 'green' });
      expect(given).toMatchObject({ status: 'given', warnings: [notShared] });
      if (stops) await setDrive(one, one.me, 'inactive');
      one.fails(undefined);
      pass(30_001);
      expect(await one.drives({ who: one.bot })).toMatchObject({ status: 'held' });
      if (!stops) await setFocus(one, one.me, focus);
      expect(claim()).toMatchObject({ reservedFor: other.id('ann'), note: 'green' });
      expect(await third.drives()).toMatchObject({ status: 'held' });
      expect(await other.drives({ who: ann })).toMatchObject({ status: 'updated', warnings: [] });
    }
  });

  test('stays theirs when the home of the giver leaves the engine', async () => {
    const { one, other, third, ann } = await driven();
    await give(one, one.me, 'ann');
    await forgetEngine(one, missionId);
    expect(await third.drives()).toMatchObject({ status: 'held' });
    expect(await other.drives({ who: ann })).toMatchObject({ status: 'updated' });
  });

  test('and given back to a giver who gives it once more without having heard of that goes to and fro no more', async () => {
    const { one, other, ann, claim, pass } = await driven();
    await give(one, one.me, 'ann');
    await other.drives({ who: ann });
    one.fails(away);
    await give(one, one.me, 'ann');
    await give(other, ann, one.id());
    one.fails(undefined);
    pass(30_001);
    expect(await setFocus(one, one.me, focus)).toMatchObject({
      session: { driveIntent: 'inactive' },
      notices: [{ kind: 'accepted' }],
    });
    for (const _ of ['once', 'twice']) {
      await setFocus(other, ann, focus);
      await setFocus(one, one.me, focus);
    }
    expect(claim()).toMatchObject({ holder: other.id('ann'), term: 2, reservedFor: one.id() });
  });

  test('by who has displaced another shows that one its giver, beside whom it drives', async () => {
    const { one, other, third, ann, claim } = await driven();
    one.present(() => ({ ...nowhere, ended: '2026-03-01T12:00:00.000000Z' }));
    await share(one, missionId);
    await third.drives();
    await status(one, one.me);
    await give(third, third.me, 'ann');
    for (const _ of ['once', 'twice']) {
      expect(await setFocus(one, one.me, focus)).toMatchObject({
        session: { driveIntent: 'active' },
        claim: undefined,
        rivals: [{ participantId: third.id(), reserved: false }],
        notices: [{ kind: 'displaced', by: third.id(), former: { how: 'gone' } }],
      });
    }
    expect(await setDrive(one, one.me, 'active')).toMatchObject({
      status: 'held',
      holder: { participantId: other.id('ann'), reserved: true },
    });
    expect(await other.drives({ who: ann })).toMatchObject({ status: 'updated' });
    expect(claim()).toMatchObject({ holder: other.id('ann'), term: 3 });
  });

  test('is taken by a person of another home, and then not kept any more', async () => {
    const { one, other, third, ann, claim } = await driven();
    await give(one, one.me, 'ann');
    await third.drives();
    expect(await take(third, third.me, 'urgent')).toMatchObject({ status: 'updated' });
    expect(claim()).toMatchObject({ holder: third.id(), reservedFor: undefined });
    expect(await other.drives({ who: ann })).toMatchObject({ status: 'held' });
  });
});

describe('a receiver', () => {
  test('whose name several have, here and elsewhere, is not decided on', async () => {
    const { one, other } = pair();
    await one.drives();
    await share(other, missionId, { participantId: other.id('bot') });
    await seen(other, 'ann');
    const error = await give(one, one.me, 'bot').catch((thrown: unknown) => thrown);
    expect(error).toEqual(fault('ERR_RECEIVER', { reason: 'several', given: 'bot' }));
    const { names } = error as { readonly names: readonly string[] };
    expect(names).toHaveLength(3);
    expect(names).toContain('ann');
    const prefix = names.find((name) => other.id('bot').startsWith(name)) ?? '';
    expect(await give(one, one.me, prefix)).toMatchObject({
      status: 'given',
      receiverElsewhere: { participantId: other.id('bot') },
    });
    // Of the same home it has a name alone that nobody else has.
    const own = names.find((name) => one.id('bot').startsWith(name)) ?? '';
    expect(await give(one, one.me, own)).toMatchObject({ receiver: 'bot' });
    await expect(give(one, one.me, '01')).rejects.toEqual(
      fault('ERR_RECEIVER', { reason: 'nobody' }),
    );
  });

  test('that owns another home is named by their id, and `me` is the owner of this one', async () => {
    const { one, other } = pair();
    await one.drives({ who: one.bot });
    await setFocus(other, other.me, elsewhere);
    expect(await give(one, one.bot, other.id().toLowerCase())).toMatchObject({
      receiver: undefined,
      receiverElsewhere: { participantId: other.id(), alias: undefined },
    });
    expect(await give(one, one.bot, 'me')).toMatchObject({ receiver: null });
  });

  test('whose role may not drive, or who is gone, is none', async () => {
    const { one, other } = pair();
    await one.drives();
    await seen(other, 'eve', 'observer');
    await expect(give(one, one.me, 'eve')).rejects.toEqual(fault('ERR_NO_CAPABILITY'));
    await seen(other, 'ann');
    other.present(() => ({ ...nowhere, ended: '2026-03-01T12:00:00.000000Z' }), 'ann');
    await share(other, missionId);
    await expect(give(one, one.me, 'ann')).rejects.toEqual(
      fault('ERR_RECEIVER', { reason: 'nobody' }),
    );
    expect(one.claim()?.reservedFor).toBe(undefined);
  });

  test('is looked for there once, and by the synchronous form among those seen last', async () => {
    const { one, other } = pair();
    await one.drives();
    await seen(other, 'ann');
    one.asked();
    expect(() => giveSync(one, one.me, 'ann')).toThrow(fault('ERR_RECEIVER') as Error);
    expect(one.asked()).toEqual([]);
    await give(one, one.me, 'ann');
    expect(one.asked()).toEqual(['list', 'publish', 'claim']);
    await setDrive(one, one.me, 'active');
    one.asked();
    expect(giveSync(one, one.me, 'ann')).toMatchObject({ receiverElsewhere: { alias: 'ann' } });
    expect(one.asked()).toEqual([]);
    expect(statusSync(one, one.me).claims).toMatchObject([{ claim: { holder: one.id() } }]);
  });
});
