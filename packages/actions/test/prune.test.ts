import { existsSync, readFileSync } from 'node:fs';
import { acquireLock } from '@missionctl/atomic-fs';
import { claimKey } from '@missionctl/roster';
import {
  claimPath,
  presencePath,
  type SessionAddress,
  sessionLockPath,
  sessionPath,
} from '@missionctl/session-model';
import { loadSessionSync } from '@missionctl/session-store';
import { describe, expect, test } from 'vitest';
import { type Prunable, setDriveSync, setFocusSync } from '../src/index.ts';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { evidence, joined, type TestHome, testHome } from './test-home.ts';

const day = 86_400_000;

function bot(alias: string): ReturnType<typeof evidence> {
  return evidence({ flag: 'demo', alias });
}

function pathOfPresence(home: TestHome, address: SessionAddress): string {
  const loaded = loadSessionSync(home.store, address);
  if (loaded.status !== 'joined') throw new Error('not joined');
  return presencePath(home.path, address.missionId, loaded.session.participantId);
}

/** Lets a participant say that it has ended. */
function end(home: TestHome, address: SessionAddress): string {
  const path = pathOfPresence(home, address);
  const ended = '2026-03-01T12:00:00.000000Z';
  home.write(path, JSON.stringify({ anchors: [], anchored: false, touching: [], ended }));
  return path;
}

const named = ({ address }: Prunable): string => `${address.missionId}/${address.alias}`;

describe.each(bothForms)('planPrune and prune, %s', (form) => {
  const { planPrune, prune } = actionsBy(form);

  test('remove the session, the presence and the claims of an alias that is gone, and nobody else', async () => {
    const home = testHome();
    const owner = joined(home, 'demo');
    const ended = joined(home, 'demo', { alias: 'bot' });
    joined(home, 'demo', { alias: 'cat' });
    home.write(sessionPath(home.path, joined(home, 'demo', { alias: 'torn' })), '{');
    setFocusSync(home, bot('bot'), 'wp:WP01');
    setDriveSync(home, bot('bot'), 'active');
    const presences = [end(home, owner), end(home, ended)];
    const before = home.snapshot();
    const plan = await planPrune(home);
    expect(plan.participants.map(named)).toEqual(['demo/bot']);
    expect(home.snapshot()).toEqual(before);
    expect(await prune(home, plan)).toMatchObject({
      status: 'pruned',
      pruned: [{ address: ended, verdict: 'gone' }],
      kept: [],
      failed: [],
      warnings: [],
    });
    expect(presences.map((path) => existsSync(path))).toEqual([true, false]);
    expect(existsSync(sessionPath(home.path, ended))).toBe(false);
    expect(existsSync(sessionLockPath(home.path, ended))).toBe(true);
    const claim = readFileSync(claimPath(home.path, 'demo', claimKey('wp:WP01')), 'utf8');
    expect(JSON.parse(claim)).toMatchObject({ term: 1 });
    expect(JSON.parse(claim).holder ?? null).toBe(null);
    expect((await planPrune(home)).participants).toEqual([]);
  });

  test('take those of unknown fate only where that is asked, and only the old ones', async () => {
    const home = testHome();
    joined(home, 'demo');
    joined(home, 'demo', { alias: 'old' });
    home.pass(10 * day);
    joined(home, 'demo', { alias: 'new' });
    joined(home, 'other', { alias: 'new' });
    end(home, joined(home, 'other', { alias: 'gone' }));
    const planned = async (request: object): Promise<readonly string[]> =>
      (await planPrune(home, request)).participants.map(named);
    expect(await planned({})).toEqual(['other/gone']);
    expect(await planned({ unknownForMs: 10 * day })).toEqual(['demo/old', 'other/gone']);
    expect(await planned({ unknownForMs: 10 * day + 1 })).toEqual(['other/gone']);
    expect(await planned({ unknownForMs: 0, missionId: 'demo' })).toEqual(['demo/new', 'demo/old']);
    expect(await planned({ unknownForMs: 0, alias: 'new' })).toEqual(['demo/new', 'other/new']);
    await expect(planned({ missionId: '..' })).rejects.toEqual(fault('ERR_INVALID_ID'));
  });

  test('keep who has come back since the plan was made', async () => {
    const home = testHome();
    const acted = joined(home, 'demo', { alias: 'acted' });
    const recorded = joined(home, 'demo', { alias: 'recorded' });
    joined(home, 'demo', { alias: 'left' });
    for (const address of [acted, recorded, { missionId: 'demo', alias: 'left' }])
      end(home, address);
    const plan = await planPrune(home);
    expect(plan.participants).toHaveLength(3);
    setFocusSync(home, bot('acted'), 'wp:WP01');
    end(home, acted);
    home.write(
      pathOfPresence(home, recorded),
      JSON.stringify({ anchors: [], anchored: false, touching: [] }),
    );
    const { pruned, kept } = await prune(home, plan);
    expect([pruned.map(named), kept.map(named)]).toEqual([
      ['demo/left'],
      ['demo/acted', 'demo/recorded'],
    ]);
    expect(existsSync(sessionPath(home.path, acted))).toBe(true);
  });

  test('go on with the others where one session cannot be removed', async () => {
    const home = testHome();
    const busy = joined(home, 'demo', { alias: 'bot' });
    const free = joined(home, 'demo', { alias: 'cat' });
    for (const address of [busy, free]) end(home, address);
    const plan = await planPrune(home);
    const lock = await acquireLock(sessionLockPath(home.path, busy));
    const outcome = await prune(home, plan, { timeoutMs: 0 });
    lock.release();
    expect(outcome.pruned.map(named)).toEqual(['demo/cat']);
    expect(outcome.failed).toMatchObject([
      { participant: { address: busy }, error: { code: 'ERR_LOCK_TIMEOUT' } },
    ]);
    expect(existsSync(sessionPath(home.path, busy))).toBe(true);
  });
});
