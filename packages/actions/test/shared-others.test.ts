import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineEntry } from '@missionctl/roster';
import { memoryEngine, memoryStore } from '@missionctl/roster/testing';
import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import {
  ask,
  give,
  isAlone,
  isFree,
  join as joining,
  leave,
  list,
  listByVerdict,
  planPrune,
  setDrive,
  setDriveSync,
  setFocus,
  setFocusSync,
  share,
  status,
  statusSync,
  take,
  watchStatus,
} from '../src/index.ts';
import { away, elsewhere, focus, missionId, pair, type SharedHome, team } from './shared-homes.ts';
import { evidence, temporaryDirectory } from './test-home.ts';

const nowhere = { anchors: [], anchored: false, place: undefined, touching: [] };
const ended = '2026-03-01T12:00:00.000000Z';
const minuteMs = 60_000;

/** It says that it has ended, and its home says so to others. */
async function ends(home: SharedHome): Promise<void> {
  home.present((was) => ({ ...(was ?? nowhere), ended }));
  await share(home, missionId);
}

describe('status of a mission that is shared', () => {
  test('shows the participants of other homes, their claims, and who drives the same', async () => {
    const { one, other } = pair();
    await one.drives();
    await other.drives({ onCollision: 'continue' });
    const shown = await status(one, one.me);
    expect(shown.participants).toHaveLength(2);
    expect(shown.elsewhere).toMatchObject([
      {
        entry: { participantId: other.id(), focus, driveIntent: 'active', continued: focus },
        verdict: 'unknown',
      },
    ]);
    const collision = { kind: 'ConcurrentDriver', severity: 'high', with: other.id() };
    expect(shown.collisions).toMatchObject([collision]);
    const there = await status(other, other.me);
    expect(there.claims).toMatchObject([
      { claim: { focus, holder: one.id(), term: 1 }, holder: { verdict: 'unknown' } },
    ]);
    expect([isFree(there), isAlone(there)]).toEqual([false, false]);
    // The synchronous form asks nobody, and goes by what was seen.
    expect(statusSync(other, other.me)).toMatchObject({ elsewhere: [], claims: there.claims });
  });

  test('calls somebody here while its entry is seen to change, and gone only when its home says so', async () => {
    const { one, other, pass } = pair();
    one.present(() => ({ ...nowhere }));
    const verdictIn = async () => (await status(other, other.me)).elsewhere[0]?.verdict;
    // Of itself its home knows that it is here: the process that runs the test.
    const here = (entry: EngineEntry): EngineEntry => ({ ...entry, verdict: 'here' });
    const engine = await one.engine?.open({
      missionId,
      url: '',
      namespace: undefined,
      readOnly: false,
      touching: false,
    });
    const renew = async () => {
      const [found] = (await engine?.list(missionId))?.entries ?? [];
      if (found !== undefined) await engine?.publish(missionId, here(found.entry));
    };
    await setFocus(one, one.me, focus);
    await renew();
    expect(await verdictIn()).toBe('unknown');
    pass(5 * minuteMs);
    await renew();
    expect(await verdictIn()).toBe('here');
    pass(15 * minuteMs);
    expect(await verdictIn()).toBe('here');
    pass(1);
    expect(await verdictIn()).toBe('unknown');
    pass(30 * 24 * 60 * minuteMs);
    expect(await verdictIn()).toBe('unknown');
    await ends(one);
    expect(await verdictIn()).toBe('gone');
    const { elsewhere: gone } = await listByVerdict(other, ['gone'], { missionId });
    expect(gone).toMatchObject([{ entry: { participantId: one.id() } }]);
    expect((await listByVerdict(other, ['here'], { missionId })).elsewhere).toEqual([]);
  });

  test('says which engine is away, and is not kept by it', async () => {
    const { one, other, pass } = pair();
    await one.drives();
    await status(other, other.me);
    other.fails(away);
    const code = 'NOT_SHARED';
    expect(await status(other, other.me)).toMatchObject({
      elsewhere: [],
      claims: [{ claim: { holder: one.id() } }],
      warnings: [{ code }],
    });
    other.asked();
    expect(await list(other, { missionId })).toMatchObject({ elsewhere: [], warnings: [{ code }] });
    expect(other.asked()).toEqual([]);
    other.fails(undefined);
    pass(30_001);
    const { elsewhere: shown, warnings } = await list(other, { missionId });
    expect(warnings).toEqual([]);
    expect(shown).toMatchObject([{ entry: { participantId: one.id() } }]);
    expect((await list(other, { missionId, role: 'observer' })).elsewhere).toEqual([]);
    expect((await list(other)).elsewhere).toEqual([]);
  });

  test('is not filled by strangers: what is no record is left out, and hides nobody', async () => {
    const store = memoryStore();
    const { one, other } = pair(store);
    await one.drives();
    const stranger = memoryEngine(store);
    const [mine] = (await stranger.list(missionId)).entries;
    if (mine === undefined) throw new Error('nothing was published');
    for (let at = 0; at < 3000; at += 1) {
      await stranger.publish(missionId, { ...mine.entry, participantId: `../${at}` });
    }
    const long = 'x'.repeat(100_000);
    const now = ended;
    for (const of of ['none', '../../x', `wp:${'y'.repeat(2000)}`]) {
      await stranger.claim(missionId, of, { holder: one.id(), expecting: 'absent', now });
    }
    const odd = { holder: other.id('bot'), expecting: 'absent', now, reason: long, note: long };
    await stranger.claim(missionId, elsewhere, odd);
    const shown = await status(other, other.me);
    expect(shown.elsewhere.map(({ entry }) => entry.participantId)).toEqual([one.id()]);
    expect(shown.claims.map(({ claim }) => claim.focus)).toEqual([focus]);
    expect(other.text({ missionId }).length).toBeLessThan(2000);
    expect(await other.drives()).toMatchObject({ status: 'held', holder: { term: 1 } });
  });
});

test('who waits for a focus that another home holds is shown when it is free, and asks nobody meanwhile', async () => {
  const { one, other } = pair();
  await one.drives();
  await other.drives();
  other.asked();
  const seen: (boolean | undefined)[] = [];
  for await (const shown of watchStatus(other, other.me)) {
    seen.push(isFree(shown));
    if (isFree(shown) === true) break;
    if (seen.length === 1) await setDrive(one, one.me, 'inactive');
  }
  expect(seen[0]).toBe(false);
  expect(other.asked()).toEqual([]);
  expect(await setDrive(other, other.me, 'active')).toMatchObject({ claim: { term: 2 } });
});

describe('who is gone in another home', () => {
  test('is made known by the next command there, and its claim goes over', async () => {
    const { one, other, claim } = pair();
    await one.drives();
    await other.drives();
    one.present((was) => ({ ...(was ?? nowhere), ended }));
    // Anybody of that home: it can prove it.
    await setFocus(one, one.bot, elsewhere);
    const outcome = await setDrive(other, other.me, 'active');
    expect(outcome).toMatchObject({ status: 'updated', claim: { term: 2 }, holder: undefined });
    const former = { holder: one.id(), term: 1, how: 'gone' };
    expect(claim()).toMatchObject({ holder: other.id(), term: 2, former });
    // Back, it learns that with its next command.
    expect(await setFocus(one, one.me, focus)).toMatchObject({
      claim: undefined,
      holder: { participantId: other.id() },
      notices: [{ kind: 'displaced', by: other.id(), former: { how: 'gone' } }],
    });
  });

  test('and back says so before it claims, so that its claim is free at no moment', async () => {
    const { one } = pair();
    await one.drives();
    await ends(one);
    one.asked();
    const order: string[] = [];
    one.fails(async (name, call) => {
      const answer = await call();
      order.push(name);
      return answer;
    });
    await setFocus(one, one.me, focus);
    expect(order).toEqual(['publish', 'claim']);
    expect(one.asked()).toEqual(['publish', 'claim']);
    // The first has returned before the second was asked.
    let isPublished = false;
    await ends(one);
    one.fails(async (name, call) => {
      if (name === 'claim') expect(isPublished).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const answer = await call();
      if (name === 'publish') isPublished = true;
      return answer;
    });
    expect(await setFocus(one, one.me, focus)).toMatchObject({ claim: { term: 1 }, warnings: [] });
  });

  test('has left: its entry and its claims are not there any more', async () => {
    const { one, other, there } = pair();
    await one.drives({ who: one.bot });
    await one.drives({ of: elsewhere });
    await leave(one, one.bot);
    const { entries, claims } = there();
    expect(entries.map(({ entry }) => entry.participantId)).toEqual([one.id()]);
    expect(claims.find(({ claim }) => claim.focus === focus)?.claim.holder).toBe(undefined);
    expect(await other.drives()).toMatchObject({ status: 'updated' });
    await joining(one, evidence({ flag: missionId, alias: 'bob' }), { role: 'developer' });
    expect(there().entries).toHaveLength(3);
    expect((await planPrune(one)).participants).toEqual([]);
  });
});

describe('a claim goes over between homes', () => {
  test('by a person who takes it, with the reason, and never by an agent from one who may be alive', async () => {
    const { one, other, claim } = pair();
    await one.drives();
    await other.drives({ who: other.bot });
    expect(await take(other, other.bot, 'I am quicker')).toMatchObject({ status: 'held' });
    await setFocus(other, other.me, focus);
    const taken = await take(other, other.me, 'it fell asleep');
    expect(taken).toMatchObject({ status: 'updated', claim: { term: 2 }, warnings: [] });
    expect(taken.predecessor).toMatchObject({ participantId: one.id(), elsewhere: {} });
    const former = { holder: one.id(), term: 1, how: 'taken' };
    expect(claim()).toMatchObject({ holder: other.id(), reason: 'it fell asleep', former });
    const notices = [{ kind: 'displaced', by: other.id(), reason: 'it fell asleep' }];
    expect(await setFocus(one, one.me, focus)).toMatchObject({ claim: undefined, notices });
  });

  test('is asked for there, and its holder learns that', async () => {
    const { one, other, claim } = pair();
    await one.drives();
    await other.drives();
    const asked = await ask(other, other.me, { note: 'for the release' });
    expect(asked).toMatchObject({ status: 'asked', claim: { holder: one.id(), term: 1 } });
    expect(other.claim()?.holder).toBe(undefined);
    const wishes = [{ by: other.id(), note: 'for the release' }];
    expect(claim()).toMatchObject({ holder: one.id(), term: 1, wantedBy: wishes });
    await setFocus(one, one.me, focus);
    const { notices } = await setFocus(one, one.me, focus);
    expect(notices).toMatchObject([{ kind: 'asked', wishes }]);
    await setDrive(one, one.me, 'inactive');
    expect(await ask(other, other.me)).toMatchObject({ status: 'free' });
  });

  test('is asked for no more by one who has left', async () => {
    const { one, other } = pair();
    await one.drives();
    await other.drives({ who: other.bot });
    await ask(other, other.bot);
    expect((await status(one, one.me)).notices).toMatchObject([{ kind: 'asked' }]);
    await leave(other, other.bot);
    expect((await status(one, one.me)).notices).toEqual([]);
  });

  test('is kept for whom it was given to, in every home', async () => {
    const { one, other, claim } = pair();
    await one.drives();
    expect(await give(one, one.me, 'bot', { note: 'green' })).toMatchObject({ status: 'given' });
    const reserved = { reservedFor: one.id('bot'), note: 'green' };
    expect(claim()).toMatchObject({ holder: one.id(), term: 1, ...reserved });
    await setDrive(one, one.me, 'inactive');
    expect(claim()).toMatchObject(reserved);
    expect(await other.drives()).toMatchObject({ status: 'held' });
    const accepted = await one.drives({ who: one.bot });
    expect(accepted).toMatchObject({ status: 'updated', claim: { term: 2 }, warnings: [] });
    const former = { holder: one.id(), term: 1, how: 'given' };
    expect(claim()).toMatchObject({ holder: one.id('bot'), term: 2, former });
  });
});

test('no token, address of an authority, e-mail address, path or password of a remote leaves a home', async () => {
  const { one, store } = pair();
  const secrets = { session_token: 'canary-token', saas_api_url: 'https://canary-api.invalid' };
  one.edit({ missionId }, secrets);
  const directory = temporaryDirectory();
  const git = join(directory, '.git');
  for (const name of ['objects', 'refs']) mkdirSync(join(git, name), { recursive: true });
  writeFileSync(join(git, 'HEAD'), 'ref: refs/heads/main\n');
  const remote = 'https://me:canary-password@example.com/team/project.git?canary-query';
  writeFileSync(join(git, 'config'), `[remote "origin"]\n\turl = ${remote}\n`);
  await one.drives({ who: { ...one.me, workingDirectory: directory } });
  const all = JSON.stringify([...store.recordsOf(missionId).entries.values(), one.asked()]);
  expect(all).toContain('https://example.com/team/project.git');
  expect(all).toContain('main');
  for (const canary of ['canary', 'me@here', directory, one.path])
    expect(all).not.toContain(canary);
});

test('of homes that drive at the same moment one holds the claim, and every other one knows it', async () => {
  const { homes, claim } = team(3);
  await Promise.all(homes.map((home) => setFocus(home, home.me, focus)));
  for (let round = 1; round <= times(5, 300); round += 1) {
    const all = await Promise.all(homes.map((home) => setDrive(home, home.me, 'active')));
    const holders = all.filter((each) => each.claim !== undefined);
    expect(holders.map(({ session }) => session.participantId)).toEqual([claim()?.holder]);
    const held = all.filter(({ status: how }) => how === 'held');
    expect(held.map(({ holder }) => holder?.participantId)).toEqual([
      claim()?.holder,
      claim()?.holder,
    ]);
    await Promise.all(homes.map((home) => setDrive(home, home.me, 'inactive')));
  }
});

test('without an engine a home asks none, and the files are those of before', async () => {
  const { one, there } = pair();
  const lonely = { ...one, engine: undefined };
  const before = Object.keys(one.snapshot());
  await setFocus(lonely, one.me, focus);
  setFocusSync(one, one.me, elsewhere);
  setDriveSync(one, one.me, 'active');
  expect(one.asked()).toEqual([]);
  expect(there().entries).toEqual([]);
  const engines = Object.keys(one.snapshot()).filter((path) => path.includes('engine'));
  expect(engines).toEqual(before.filter((path) => path.includes('engine')));
  // What the synchronous functions did is made known by the next that asks.
  await share(one, missionId, { participantId: one.id() });
  expect(there().entries).toMatchObject([{ entry: { focus: elsewhere, driveIntent: 'active' } }]);
});
