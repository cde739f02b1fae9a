import { describe, expect, test } from 'vitest';
import { setDrive, setFocus } from '../src/index.ts';
import { elsewhere, focus, pair } from './shared-homes.ts';

describe('a claim of two homes', () => {
  test('that is granted at home is claimed at the engine, in the same term, with its entry', async () => {
    const { one, there } = pair();
    const outcome = await one.drives();
    expect(outcome).toMatchObject({ status: 'updated', claim: { term: 1 }, warnings: [] });
    expect(there()).toMatchObject({
      entries: [
        {
          entry: {
            participantId: one.id(),
            focus,
            driveIntent: 'active',
            claim: { focus, term: 1 },
          },
        },
      ],
      claims: [{ claim: { focus, holder: one.id(), term: 1 } }],
    });
    expect(one.asked()).toEqual(['publish', 'publish', 'claim']);
    // Renewed with the next command, without a look at what is there.
    await setFocus(one, one.me, focus);
    expect(one.asked()).toEqual(['publish', 'claim']);
  });

  test('that another home holds is taken back at home, and who holds it is named', async () => {
    const { one, other, claim } = pair();
    await one.drives();
    const outcome = await other.drives();
    expect(outcome).toMatchObject({
      status: 'held',
      session: { focus, driveIntent: 'inactive' },
      claim: undefined,
      holder: {
        focus,
        participantId: one.id(),
        alias: undefined,
        elsewhere: { alias: undefined },
        verdict: 'unknown',
        term: 1,
      },
      warnings: [],
    });
    expect(JSON.parse(other.text({ missionId: 'demo' }))).toMatchObject({
      focus,
      drive_intent: 'inactive',
    });
    expect(other.claim()?.holder).toBe(undefined);
    expect(claim()).toMatchObject({ holder: one.id(), term: 1 });
    // It is seen now, and holds back without a claim at the engine.
    other.asked();
    expect(await setDrive(other, other.me, 'active')).toMatchObject({ status: 'held' });
    expect(other.asked()).toEqual(['list', 'publish']);
  });

  test('that another home has released is granted, above its term', async () => {
    const { one, other, claim } = pair();
    await one.drives();
    await other.drives();
    await setDrive(one, one.me, 'inactive');
    expect(claim()?.holder).toBe(undefined);
    const outcome = await setDrive(other, other.me, 'active');
    expect(outcome).toMatchObject({ status: 'updated', claim: { term: 2 }, warnings: [] });
    expect(claim()).toMatchObject({ holder: other.id(), term: 2 });
    expect(other.claim()).toMatchObject({ holder: other.id(), term: 2 });
  });

  test.each(['hold', 'defer'] as const)(
    'that another home holds leaves who drives elsewhere there: %s',
    async (onCollision) => {
      const { one, other, claim } = pair();
      await one.drives();
      await other.drives({ of: elsewhere });
      const outcome = await setFocus(other, other.me, focus, { onCollision });
      expect(outcome).toMatchObject({
        status: 'held',
        session: { focus: elsewhere, driveIntent: 'active' },
        claim: { focus: elsewhere, term: 1 },
      });
      expect(other.claim(elsewhere)).toMatchObject({ holder: other.id(), term: 1 });
      expect(claim(elsewhere)).toMatchObject({ holder: other.id(), term: 1 });
    },
  );

  test.each([
    ['hold', { focus, driveIntent: 'inactive' }],
    ['defer', { focus: null, driveIntent: 'active' }],
  ] as const)(
    'that another home holds, of one without a focus: %s',
    async (onCollision, session) => {
      const { one, other } = pair();
      await one.drives();
      await setDrive(other, other.me, 'active');
      const outcome = await setFocus(other, other.me, focus, { onCollision });
      expect(outcome).toMatchObject({ status: 'held', session, holder: { term: 1 } });
    },
  );

  test('that another home holds is driven all the same, and both are in the listing', async () => {
    const { one, other, there } = pair();
    await one.drives();
    const both = { status: 'updated', claim: undefined, holder: { participantId: one.id() } };
    expect(await other.drives({ onCollision: 'continue' })).toMatchObject(both);
    expect(other.presence()).toMatchObject({ continued: focus });
    expect(other.claim()?.holder).toBe(undefined);
    expect(await setFocus(other, other.me, focus)).toMatchObject(both);
    const { entries } = there();
    const mine = entries.find(({ entry }) => entry.participantId === other.id());
    expect(mine?.entry).toMatchObject({
      continued: focus,
      driveIntent: 'active',
      claim: undefined,
    });
    // The focus is free, and the next command claims it.
    await setDrive(one, one.me, 'inactive');
    const granted = await setFocus(other, other.me, focus);
    expect(granted).toMatchObject({ holder: undefined, claim: { term: 2 }, rivals: [] });
  });

  test('that was left for another focus is released at home and at the engine, after the new one is granted', async () => {
    const { one, claim } = pair();
    await one.drives();
    const outcome = await setFocus(one, one.me, elsewhere);
    expect(outcome).toMatchObject({ status: 'updated', claim: { focus: elsewhere } });
    expect(one.claim()?.holder).toBe(undefined);
    expect(claim()?.holder).toBe(undefined);
    expect(claim(elsewhere)).toMatchObject({ holder: one.id(), term: 1 });
  });
});
