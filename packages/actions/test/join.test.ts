import { existsSync, readFileSync, rmSync } from 'node:fs';
import { type Grant, type ParticipantIssuer, presetIssuer } from '@missionctl/issuer';
import {
  ledgerPath,
  missionsDirectory,
  pointerPath,
  requireParticipantId,
  requireRunId,
  sessionPath,
  timestampFromMs,
} from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { join as joinAsync, planJoin, planJoinSync } from '../src/index.ts';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import {
  evidence,
  joined,
  pinnedDirectory,
  startMs,
  type TestHome,
  testHome,
} from './test-home.ts';

const demo = evidence({ flag: 'demo' });
const developer = { role: 'developer', principal: 'me@here' };

/** From now on this machine's issuer gives another identity. */
function forgetIdentities(home: TestHome): void {
  rmSync(ledgerPath(home.path, 'demo'));
}

describe.each(bothForms)('join, %s', (form) => {
  const { join, prepareJoin } = actionsBy(form);

  test('the first time writes the session and makes the mission the active one', async () => {
    const home = testHome();
    const outcome = await join(home, demo, developer);
    expect(outcome).toMatchObject({
      status: 'joined',
      address: { missionId: 'demo' },
      resolvedFrom: 'flag',
      path: sessionPath(home.path, { missionId: 'demo' }),
      session: { role: 'developer', driveIntent: 'inactive', focus: null, sessionToken: '' },
      former: undefined,
      changed: true,
      quarantined: undefined,
      pointer: 'active',
      mask: undefined,
      warnings: [],
    });
    expect(outcome.session.joinedAt).toBe(timestampFromMs(startMs));
    expect(home.pointed()).toBe('demo');
  });

  test('again changes nothing, and takes the role that is stored', async () => {
    const home = testHome();
    const first = await join(home, demo, developer);
    const before = home.snapshot();
    home.pass(60_000);
    const again = await join(home, demo, { principal: 'me@here' });
    expect(again).toMatchObject({ session: first.session, former: first.session, changed: false });
    expect(home.snapshot()).toEqual(before);
  });

  test('again makes another mission’s the active one again', async () => {
    const home = testHome();
    joined(home, 'demo');
    joined(home, 'other');
    expect(await join(home, demo, developer)).toMatchObject({ changed: false, pointer: 'active' });
    expect(home.pointed()).toBe('demo');
  });

  test('with another role changes the role alone, and stops driving where it may not', async () => {
    const home = testHome();
    const { participantId } = (await join(home, demo, developer)).session;
    home.edit({ missionId: 'demo' }, { drive_intent: 'active', focus: 'wp:WP01' });
    const reviewer = await join(home, demo, { ...developer, role: 'reviewer' });
    expect(reviewer).toMatchObject({
      changed: true,
      former: { role: 'developer' },
      session: { participantId, role: 'reviewer', driveIntent: 'active', focus: 'wp:WP01' },
    });
    const observer = await join(home, demo, { ...developer, role: 'observer' });
    expect(observer.session).toMatchObject({ driveIntent: 'inactive', focus: 'wp:WP01' });
  });

  test('with another identity is a conflict, and nothing is changed', async () => {
    const home = testHome();
    const { participantId } = (await join(home, demo, developer)).session;
    forgetIdentities(home);
    const text = home.text({ missionId: 'demo' });
    await expect(join(home, demo, developer)).rejects.toEqual(
      fault('ERR_IDENTITY_CONFLICT', { missionId: 'demo', stored: participantId }),
    );
    expect(home.text({ missionId: 'demo' })).toBe(text);
  });

  test('with another identity and replace takes its place', async () => {
    const home = testHome();
    const former = (await join(home, demo, developer)).session;
    home.edit({ missionId: 'demo' }, { focus: 'wp:WP01' });
    forgetIdentities(home);
    home.pass(60_000);
    const { session, changed } = await join(home, demo, { ...developer, replace: true });
    expect(changed).toBe(true);
    expect(session.participantId).not.toBe(former.participantId);
    expect(session).toMatchObject({ focus: null, joinedAt: timestampFromMs(startMs + 60_000) });
  });

  test('with replace and the same identity keeps a session that one may act on', async () => {
    const home = testHome();
    const { session } = await join(home, demo, developer);
    expect(await join(home, demo, { ...developer, replace: true })).toMatchObject({
      changed: false,
      session,
    });
  });

  test('an invalid session is begun anew only with replace', async () => {
    const home = testHome();
    joined(home, 'demo');
    home.edit({ missionId: 'demo' }, { mission_id: 'other' });
    await expect(join(home, demo, developer)).rejects.toEqual(fault('ERR_SESSION_INVALID'));
    const { session } = await join(home, demo, { ...developer, replace: true });
    expect(session.missionId).toBe('demo');
  });

  test('a damaged session stays as it is; with replace it is kept beside the new one', async () => {
    const home = testHome();
    joined(home, 'demo');
    const path = sessionPath(home.path, { missionId: 'demo' });
    home.write(path, '{ "mission_id": ');
    await expect(join(home, demo, developer)).rejects.toEqual(
      fault('ERR_SESSION_DAMAGED', { missionId: 'demo', fault: 'unparseable', path }),
    );
    expect(readFileSync(path, 'utf8')).toBe('{ "mission_id": ');
    const { quarantined = '', former } = await join(home, demo, { ...developer, replace: true });
    expect(readFileSync(quarantined, 'utf8')).toBe('{ "mission_id": ');
    expect(former).toBeUndefined();
  });

  test('a mission that exists in another case is refused before an identity is asked for', async () => {
    const home = testHome();
    joined(home, 'Demo');
    await expect(join(home, demo, developer)).rejects.toEqual(
      fault('ERR_INVALID_ID', { given: 'demo', existing: 'Demo' }),
    );
    expect(existsSync(ledgerPath(home.path, 'demo'))).toBe(false);
  });

  test('without a role, with one that is none, or without a mission nothing is written', async () => {
    const home = testHome();
    const principal = 'me@here';
    const validRoles = ['developer', 'reviewer', 'observer', 'stakeholder'];
    await expect(join(home, demo, { principal })).rejects.toEqual(
      fault('ERR_ROLE_NEEDED', { missionId: 'demo', validRoles }),
    );
    for (const given of ['boss', 'llm_actor', '']) {
      await expect(join(home, demo, { role: given, principal })).rejects.toEqual(
        fault('ERR_INVALID_ROLE', { given, validRoles }),
      );
    }
    await expect(join(home, evidence(), developer)).rejects.toEqual(fault('ERR_MISSION_NEEDED'));
    expect(existsSync(home.path)).toBe(false);
  });

  test('the mission that is active is not joined by itself', async () => {
    const home = testHome();
    joined(home, 'demo');
    await expect(join(home, evidence(), developer)).rejects.toEqual(fault('ERR_MISSION_NEEDED'));
  });

  test('the environment, then the pin, name the mission where the caller does not', async () => {
    const home = testHome();
    const { below: directory } = pinnedDirectory('pinned');
    const named = evidence({ environment: 'demo', directory });
    expect(await join(home, named, developer)).toMatchObject({
      address: { missionId: 'demo' },
      resolvedFrom: 'environment',
    });
    expect(await join(home, evidence({ directory }), developer)).toMatchObject({
      address: { missionId: 'pinned' },
      resolvedFrom: 'pin',
    });
  });

  test('another participant than the owner leaves the pointer alone', async () => {
    const home = testHome();
    const bot = evidence({ flag: 'demo', alias: 'bot' });
    expect(await join(home, bot, developer)).toMatchObject({
      address: { missionId: 'demo', alias: 'bot' },
      pointer: 'not-mine',
      mask: undefined,
    });
    expect(existsSync(pointerPath(home.path))).toBe(false);
  });

  test('participants of one mission get identities of their own', async () => {
    const home = testHome();
    const mine = await join(home, demo, developer);
    const bots = await join(home, evidence({ flag: 'demo', alias: 'bot' }), developer);
    expect(bots.session.participantId).not.toBe(mine.session.participantId);
    expect(bots.session.missionRunId).toBe(mine.session.missionRunId);
  });

  test('what selects another mission all the same is said', async () => {
    const home = testHome();
    const pinned = pinnedDirectory('other');
    const refused = pinnedDirectory('../x');
    const masks = [
      [{ environment: 'other' }, { by: 'environment', names: 'other' }],
      [{ environment: '../x' }, { by: 'environment', names: expect.stringContaining('../x') }],
      [{ directory: pinned.below }, { by: 'pin', path: pinned.path, names: 'other' }],
      [{ directory: refused.below }, { by: 'refused-pin', path: refused.path }],
      [{ environment: 'demo', directory: pinned.below }, undefined],
    ] as const;
    for (const [hints, mask] of masks) {
      const outcome = await join(home, evidence({ flag: 'demo', ...hints }), developer);
      expect(outcome.pointer).toBe('active');
      if (mask === undefined) expect(outcome.mask).toBeUndefined();
      else expect(outcome.mask).toMatchObject(mask);
    }
  });

  test('says how the active mission was moved, or moves it only on request', async () => {
    const home = testHome();
    const other = evidence({ flag: 'other' });
    expect((await join(home, demo, developer)).moved).toEqual({
      from: undefined,
      to: 'demo',
      previous: undefined,
    });
    const kept = await join(home, other, { ...developer, activate: false });
    expect(kept).toMatchObject({ pointer: 'kept', moved: undefined, changed: true });
    expect(home.pointed()).toBe('demo');
    const moved = { from: 'demo', to: 'other', previous: 'demo' };
    expect(await join(home, other, developer)).toMatchObject({ pointer: 'active', moved });
    expect((await join(home, other, developer)).moved).toBeUndefined();
  });

  test('a damaged pointer is a warning: the join holds', async () => {
    const home = testHome();
    home.write(pointerPath(home.path), '[]');
    const outcome = await join(home, demo, developer);
    expect(outcome).toMatchObject({ pointer: 'unchanged', changed: true });
    expect(outcome.warnings).toMatchObject([{ code: 'POINTER_DAMAGED', severity: 'warning' }]);
    expect(readFileSync(pointerPath(home.path), 'utf8')).toBe('[]');
  });

  test('is prepared without being written', async () => {
    const home = testHome();
    expect(await prepareJoin(home, evidence({ flag: 'demo', alias: 'bot' }), developer)).toEqual({
      address: { missionId: 'demo', alias: 'bot' },
      resolvedFrom: 'flag',
      found: { status: 'absent' },
      ask: { missionId: 'demo', alias: 'bot', role: 'developer', principal: 'me@here/bot' },
      warnings: [],
    });
    expect(existsSync(missionsDirectory(home.path))).toBe(false);
  });
});

const grant: Grant = {
  participantId: requireParticipantId('01HXN8K3M9PQRSTVWXYZ123456'),
  missionRunId: requireRunId('01HXN8K3M9PQRSTVWXYZ654321'),
  role: 'developer',
  joinedAt: timestampFromMs(startMs),
  sessionToken: 'secret',
  apiUrl: 'https://example.invalid',
};

function preset(participantId: string): ParticipantIssuer {
  return presetIssuer({ participantId, clock: () => startMs });
}

describe('join with an issuer of one’s own', () => {
  test('stores what it granted, and its token only where that is wished', async () => {
    const issuer: ParticipantIssuer = { join: async () => grant };
    const without = await joinAsync(testHome(), demo, developer, { issuer });
    expect(without.session).toMatchObject({
      participantId: grant.participantId,
      sessionToken: '',
      saasApiUrl: grant.apiUrl,
    });
    const kept = await joinAsync(testHome(), demo, { ...developer, keepToken: true }, { issuer });
    expect(kept.session.sessionToken).toBe('secret');
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['no token', { ...grant, sessionToken: undefined }],
    ['a number as its run', { ...grant, missionRunId: 1 }],
  ])('refuses a grant with %s, and writes nothing', async (_, granted) => {
    const home = testHome();
    const issuer: ParticipantIssuer = { join: async () => granted as Grant };
    await expect(joinAsync(home, demo, developer, { issuer })).rejects.toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }),
    );
    expect(existsSync(home.path)).toBe(false);
  });

  test('writes nothing where it fails', async () => {
    const home = testHome();
    const failing: ParticipantIssuer = {
      join: () =>
        Promise.reject(Object.assign(new Error('no answer'), { code: 'ERR_ISSUER_OFFLINE' })),
    };
    await expect(joinAsync(home, demo, developer, { issuer: failing })).rejects.toEqual(
      fault('ERR_ISSUER_OFFLINE'),
    );
    expect(existsSync(home.path)).toBe(false);
  });

  test('ends with the signal’s reason, and nothing is written', async () => {
    const home = testHome();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(joinAsync(home, demo, developer, { signal })).rejects.toThrow('enough');
    expect(existsSync(home.path)).toBe(false);
  });
});

describe('planJoin', () => {
  test('says what would become of the file, and writes nothing', async () => {
    const home = testHome();
    const path = sessionPath(home.path, { missionId: 'demo' });
    expect(await planJoin(home, demo, developer)).toEqual({
      status: 'planned',
      path,
      writes: 'new',
      activates: true,
      warnings: [],
    });
    expect(existsSync(home.path)).toBe(false);
    joined(home, 'demo');
    const before = home.snapshot();
    const plans = [
      [developer, { writes: 'unchanged', activates: false }],
      [
        { ...developer, role: 'observer' },
        { writes: 'rewritten', activates: false },
      ],
    ] as const;
    for (const [request, plan] of plans) {
      expect(await planJoin(home, demo, request)).toMatchObject(plan);
      expect(planJoinSync(home, demo, request)).toMatchObject(plan);
    }
    expect(home.snapshot()).toEqual(before);
  });

  test('knows the conflict in which it would end where the issuer answers without minting', async () => {
    const home = testHome();
    joined(home, 'demo');
    const other = preset(grant.participantId);
    await expect(planJoin(home, demo, developer, other)).rejects.toEqual(
      fault('ERR_IDENTITY_CONFLICT', { granted: grant.participantId }),
    );
    const replace = { ...developer, replace: true };
    expect(await planJoin(home, demo, replace, other)).toMatchObject({ writes: 'rewritten' });
  });

  test('moves a damaged session aside only in the plan', async () => {
    const home = testHome();
    const path = sessionPath(home.path, { missionId: 'demo' });
    home.write(path, '{');
    await expect(planJoin(home, demo, developer)).rejects.toEqual(fault('ERR_SESSION_DAMAGED'));
    const plan = await planJoin(home, demo, { ...developer, replace: true });
    expect(plan.writes).toBe('damaged-moved-aside');
    expect(readFileSync(path, 'utf8')).toBe('{');
  });

  test('would leave a damaged pointer as it is, and warns in the words of the join', async () => {
    const home = testHome();
    home.write(pointerPath(home.path), '{');
    const plan = await planJoin(home, demo, developer);
    expect(plan.activates).toBe(false);
    const outcome = await joinAsync(home, demo, developer);
    expect(outcome.pointer).toBe('unchanged');
    expect(plan.warnings).toEqual(outcome.warnings);
    expect(plan.warnings).toHaveLength(1);
  });

  test('knows which mission is active until then', async () => {
    const home = testHome();
    const other = evidence({ flag: 'other' });
    expect(await planJoin(home, demo, developer)).toMatchObject({ former: undefined });
    await joinAsync(home, demo, developer);
    const plan = await planJoin(home, other, developer);
    expect(plan).toMatchObject({ activates: true, former: 'demo' });
    const kept = await planJoin(home, other, { ...developer, activate: false });
    expect(kept).toMatchObject({ activates: false, former: undefined });
  });

  test('would not make an agent’s mission the active one', async () => {
    const bot = evidence({ flag: 'demo', alias: 'bot' });
    expect(await planJoin(testHome(), bot, developer)).toMatchObject({ activates: false });
  });
});
