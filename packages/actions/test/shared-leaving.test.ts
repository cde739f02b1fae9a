import { engineChoicePath, engineStatePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import {
  chooseEngine,
  engineOfSync,
  forgetEngine,
  forgetEngineSync,
  give,
  setDrive,
  setFocus,
  status,
} from '../src/index.ts';
import { away, elsewhere, type Fault, focus, missionId, pair } from './shared-homes.ts';

const notWithdrawn = { code: 'NOT_WITHDRAWN', severity: 'warning' };

describe('a home that forgets the engine of a mission', () => {
  test('withdraws its entries and releases its claims there, and drives on alone', async () => {
    const { one, other, there } = pair();
    await one.drives();
    await one.drives({ who: one.bot, of: elsewhere });
    await other.drives({ of: 'wp:WP03' });
    await status(one, one.me);
    expect(await forgetEngine(one, missionId)).toEqual({ status: 'forgotten', warnings: [] });
    expect(there().entries.map(({ entry }) => entry.participantId)).toEqual([other.id()]);
    const held = there().claims.filter(({ claim }) => claim.holder !== undefined);
    expect(held.map(({ claim }) => claim.focus)).toEqual(['wp:WP03']);
    expect(await other.drives()).toMatchObject({ status: 'updated', claim: { term: 2 } });
    one.asked();
    const alone = await setFocus(one, one.me, focus);
    expect(alone).toMatchObject({ claim: { holder: one.id(), term: 1 }, warnings: [] });
    expect((await one.drives({ of: 'wp:WP03' })).status).toBe('updated');
    expect(one.asked()).toEqual([]);
    expect(await forgetEngine(one, missionId)).toEqual({ status: 'none', warnings: [] });
  });

  test('frees what one of its own was given, which nobody could accept any more', async () => {
    const { one, other } = pair();
    await one.drives();
    await give(one, one.me, one.id('bot'));
    await forgetEngine(one, missionId);
    expect(await other.drives()).toMatchObject({ status: 'updated', claim: { term: 2 } });
  });

  const unanswered: readonly (readonly [string, Fault])[] = [
    ['is away', away],
    ['never answers', () => new Promise(() => {})],
    ['breaks off', async (name, call) => (name === 'list' ? await call() : await away(name, call))],
  ];
  test.each(unanswered)(
    'that %s forgets it all the same, and says that others may see it still',
    async (_, fault) => {
      const { one, there } = pair();
      await one.drives();
      one.fails(fault);
      const hasty = { ...one, engine: one.engine && { ...one.engine, withinMs: 20 } };
      expect(await forgetEngine(hasty, missionId)).toMatchObject({
        status: 'forgotten',
        warnings: [notWithdrawn],
      });
      expect(there().entries).toHaveLength(1);
      one.fails(undefined);
      one.asked();
      expect(await setFocus(one, one.me, focus)).toMatchObject({ warnings: [] });
      expect(one.asked()).toEqual([]);
    },
  );

  test('of which the choice is damaged forgets it, and asks nobody', async () => {
    const { one } = pair();
    await one.drives();
    one.write(engineChoicePath(one.path, missionId), '{');
    one.asked();
    const warnings = [notWithdrawn];
    expect(await forgetEngine(one, missionId)).toMatchObject({ status: 'forgotten', warnings });
    expect(one.asked()).toEqual([]);
    expect(engineOfSync(one, missionId)).toEqual({ status: 'none' });
  });

  test('asks it in the pause after a failure too, and does not where nothing was ever shared', async () => {
    const { one, other, there } = pair();
    await one.drives();
    one.fails(away);
    await setFocus(one, one.me, focus);
    one.fails(undefined);
    expect(await forgetEngine(one, missionId)).toMatchObject({ warnings: [] });
    expect(there().entries).toEqual([]);
    expect(await forgetEngine(other, missionId)).toEqual({ status: 'forgotten', warnings: [] });
    expect(other.asked()).toEqual([]);
  });

  test('withdraws what another of its processes has shared at that very moment', async () => {
    const { one, there } = pair();
    await one.drives();
    let isDone = false;
    one.fails(async (name, call) => {
      const answer = await call();
      if (name === 'withdraw' && !isDone) {
        isDone = true;
        await setFocus(one, one.bot, elsewhere);
      }
      return answer;
    });
    expect(await forgetEngine(one, missionId)).toMatchObject({ warnings: [] });
    expect(there().entries).toEqual([]);
  });

  test('by the synchronous form asks nobody, and is seen there still', async () => {
    const { one, there } = pair();
    await one.drives();
    one.asked();
    expect(forgetEngineSync(one, missionId)).toEqual({ status: 'forgotten', warnings: [] });
    expect(one.asked()).toEqual([]);
    expect(there().entries).toHaveLength(1);
  });

  test('goes by nothing that was seen there, whatever a process that died has left of it', async () => {
    const { one, other } = pair();
    await other.drives();
    await status(one, one.me);
    const path = engineStatePath(one.path, missionId);
    const left = one.snapshot()[path.slice(one.path.length + 1)]?.replace(/^\d+ /, '') ?? '';
    await forgetEngine(one, missionId);
    one.write(path, left);
    expect(await one.drives()).toMatchObject({ status: 'updated', holder: undefined });
    await setDrive(one, one.me, 'inactive');
  });
});

test('a home that chooses another engine is not seen at the former one any more', async () => {
  const { one, there } = pair();
  await one.drives();
  const chosen = await chooseEngine(one, missionId, { url: 'memory:other' });
  expect(chosen).toMatchObject({ former: { url: 'memory:team' }, warnings: [] });
  expect(there().entries).toEqual([]);
  expect(there().claims.map(({ claim }) => claim.holder)).toEqual([undefined]);
});
