import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import type { Verdict } from '@missionctl/roster';
import { aliasesDirectory, pointerPath, sessionPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import type { Participant, SessionFilter } from '../src/index.ts';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { processesOf } from './claims-home.ts';
import { evidence, joined, type TestHome, testHome } from './test-home.ts';

/**
 * Three participants of one mission: the owner, one whose session is damaged, one's is invalid. Nobody
 * lives in a process that is known, whatever terminal the tests run on.
 */
function homeOfThree(): TestHome {
  const home = testHome({ processes: processesOf(new Set()) });
  joined(home, 'demo');
  home.write(sessionPath(home.path, joined(home, 'demo', { alias: 'broken' })), '{');
  home.edit(joined(home, 'demo', { alias: 'lost' }), { focus: 'nonsense' });
  return home;
}

function nameOf({ address: { missionId, alias } }: Participant): string {
  return alias === undefined ? missionId : `${missionId}/${alias}`;
}

describe.each(bothForms)('status, list, showSession and validate, %s', (form) => {
  const { status, statusAll, list, listByVerdict, showSession, validate, validateAll } =
    actionsBy(form);

  test('status shows mine first, then the others, each with what is wrong with it', async () => {
    const home = homeOfThree();
    const shown = await status(home, evidence());
    expect(shown).toMatchObject({
      status: 'shown',
      address: { missionId: 'demo' },
      resolvedFrom: 'pointer',
      session: { missionId: 'demo' },
      warnings: [],
    });
    expect(shown.participants).toMatchObject([
      { address: { missionId: 'demo' }, state: 'joined', issues: [] },
      { address: { alias: 'broken' }, state: 'damaged', issues: [{ code: 'JSON_SYNTAX' }] },
      { address: { alias: 'lost' }, state: 'invalid', issues: [{ severity: 'error' }] },
    ]);
    const lost = await status(home, evidence({ flag: 'demo', alias: 'lost' }));
    expect(lost.participants.map(({ address }) => address.alias)).toEqual([
      'lost',
      undefined,
      'broken',
    ]);
  });

  test('statusAll shows every mission as whoever acts sees it, and hides nobody for what is damaged', async () => {
    const home = homeOfThree();
    joined(home, 'agents', { alias: 'bot' });
    const shown = await statusAll(home);
    expect(shown).toMatchObject({ status: 'shown', active: 'demo', warnings: [] });
    expect(shown.missions).toMatchObject([
      { address: { missionId: 'agents' }, session: undefined, participants: [{ state: 'joined' }] },
      { address: { missionId: 'demo' }, session: { missionId: 'demo' } },
    ]);
    const { participants, ...demo } = shown.missions[1] ?? {};
    const { participants: same, ...alone } = await status(home, evidence());
    expect({ ...demo, resolvedFrom: 'pointer' }).toEqual(alone);
    expect(participants).toEqual(same);
    const asBroken = await statusAll(home, evidence({ alias: 'broken' }));
    expect(asBroken.missions[1]).toMatchObject({
      session: undefined,
      participants: [{ state: 'damaged' }, { state: 'joined' }, { state: 'invalid' }],
    });
    expect((await statusAll(testHome())).missions).toEqual([]);
  });

  test('status of a damaged session of mine is a fault', async () => {
    const broken = evidence({ flag: 'demo', alias: 'broken' });
    await expect(status(homeOfThree(), broken)).rejects.toEqual(
      fault('ERR_SESSION_DAMAGED', { missionId: 'demo', alias: 'broken' }),
    );
  });

  test('status of a mission that is named shows those who have joined, without me', async () => {
    const home = testHome();
    joined(home, 'agents', { alias: 'bot' });
    joined(home, 'agents', { alias: 'cat' });
    joined(home, 'demo');
    const shown = await status(home, evidence({ flag: 'agents' }));
    expect(shown).toMatchObject({ address: { missionId: 'agents' }, resolvedFrom: 'flag' });
    expect(shown.session).toBeUndefined();
    expect(shown.participants.map(({ address }) => address.alias)).toEqual(['bot', 'cat']);
    const asDog = await status(home, evidence({ flag: 'demo', alias: 'dog' }));
    expect(asDog).toMatchObject({ session: undefined, participants: [{ state: 'joined' }] });
  });

  test.each([
    ['nobody has joined it', evidence({ flag: 'nobodys' }), 'ERR_NOT_JOINED'],
    ['it is not named', evidence({ environment: 'agents' }), 'ERR_NOT_JOINED'],
    [
      'nobody has, and it is not named',
      evidence({ environment: 'nobodys' }),
      'ERR_POINTER_DANGLING',
    ],
    ['mine is damaged', evidence({ flag: 'agents', alias: 'broken' }), 'ERR_SESSION_DAMAGED'],
  ])('status of a mission without me is a fault when %s', async (_name, hints, code) => {
    const home = testHome();
    joined(home, 'agents', { alias: 'bot' });
    home.write(sessionPath(home.path, joined(home, 'agents', { alias: 'broken' })), '{');
    await expect(status(home, hints)).rejects.toEqual(fault(code));
  });

  test.each<[SessionFilter, readonly string[]]>([
    [{}, ['another', 'demo', 'demo/broken', 'demo/lost']],
    [{ missionId: 'demo' }, ['demo', 'demo/broken', 'demo/lost']],
    [{ missionId: 'nobodys' }, []],
    [{ alias: null }, ['another', 'demo']],
    [{ alias: 'lost' }, ['demo/lost']],
    [{ role: 'reviewer' }, ['another']],
    [{ missionId: 'demo', alias: null, role: 'reviewer' }, []],
  ])('list and validateAll of %j', async (filter, expected) => {
    const home = homeOfThree();
    joined(home, 'another', { role: 'reviewer' });
    expect((await list(home, filter)).sessions.map(nameOf)).toEqual(expected);
    expect((await validateAll(home, filter)).sessions.map(nameOf)).toEqual(expected);
  });

  test.each<[readonly Verdict[], SessionFilter, readonly (string | undefined)[]]>([
    [['unknown'], {}, ['another', 'demo', 'demo/broken', 'demo/lost']],
    [['here', 'quiet', 'gone'], {}, []],
    [['unknown'], { missionId: 'demo', role: 'developer' }, ['demo', 'demo/lost']],
    [['unknown'], { alias: null }, ['another', 'demo']],
  ])('list by the verdicts %j, of %j', async (verdicts, filter, expected) => {
    const home = homeOfThree();
    joined(home, 'another', { role: 'reviewer' });
    const { sessions } = await listByVerdict(home, verdicts, filter);
    expect(sessions.map(nameOf)).toEqual(expected);
    expect(sessions.every(({ verdict }) => verdict === 'unknown')).toBe(true);
  });

  test('aliases that cannot be listed may be the one that is looked for', async () => {
    const home = testHome();
    joined(home, 'demo');
    writeFileSync(aliasesDirectory(home.path, 'demo'), '');
    expect((await list(home, { alias: 'bot' })).sessions).toMatchObject([{ aliases: true }]);
    expect((await list(home, { alias: null })).sessions).toMatchObject([{ state: 'joined' }]);
  });

  test('showSession shows mine alone', async () => {
    expect(await showSession(homeOfThree(), evidence())).toMatchObject({
      status: 'shown',
      address: { missionId: 'demo' },
      resolvedFrom: 'pointer',
      pin: undefined,
      session: { missionId: 'demo', role: 'developer' },
    });
  });

  test('list has every session by mission and alias, and which mission is active', async () => {
    const home = homeOfThree();
    joined(home, 'another');
    const { sessions, active, warnings } = await list(home);
    expect(active).toBe('another');
    expect(warnings).toEqual([]);
    expect(sessions.map(({ address, state }) => [address.missionId, address.alias, state])).toEqual(
      [
        ['another', undefined, 'joined'],
        ['demo', undefined, 'joined'],
        ['demo', 'broken', 'damaged'],
        ['demo', 'lost', 'invalid'],
      ],
    );
  });

  test('list of a home that is not there is empty', async () => {
    expect(await list(testHome())).toEqual({
      status: 'listed',
      sessions: [],
      elsewhere: [],
      active: undefined,
      warnings: [],
    });
  });

  test('list takes a damaged pointer for a warning', async () => {
    const home = homeOfThree();
    home.write(pointerPath(home.path), '[]');
    const { sessions, active, warnings } = await list(home);
    expect(sessions).toHaveLength(3);
    expect(active).toBeUndefined();
    expect(warnings).toMatchObject([{ code: 'POINTER_DAMAGED', severity: 'warning' }]);
  });

  test('list has an unsafe session, and nothing of what it says', async () => {
    const home = testHome();
    chmodSync(sessionPath(home.path, joined(home, 'demo')), 0o666);
    expect((await list(home)).sessions).toMatchObject([
      { state: 'unsafe', issues: [{ code: 'UNSAFE_FILE' }], loaded: { status: 'unsafe' } },
    ]);
  });

  test('what stands in the way of aliases is listed in their place', async () => {
    const home = testHome();
    joined(home, 'demo');
    mkdirSync(`${aliasesDirectory(home.path, 'demo')}.real`);
    writeFileSync(aliasesDirectory(home.path, 'demo'), '');
    const { participants } = await status(home, evidence());
    expect(participants).toMatchObject([{ state: 'joined' }, { aliases: true, state: 'damaged' }]);
  });

  test('validate has every issue of the selected session', async () => {
    const home = homeOfThree();
    expect(await validate(home, evidence())).toMatchObject({
      status: 'valid',
      missionId: 'demo',
      resolvedFrom: 'pointer',
      sessions: [{ state: 'joined', issues: [] }],
    });
    const lost = await validate(home, evidence({ flag: 'demo', alias: 'lost' }));
    expect(lost).toMatchObject({
      status: 'invalid',
      sessions: [{ state: 'invalid', issues: [{ field: 'focus', severity: 'error' }] }],
    });
  });

  test('validate takes a damaged session for a result, and one that is not there for a fault', async () => {
    const home = homeOfThree();
    const broken = evidence({ flag: 'demo', alias: 'broken' });
    expect(await validate(home, broken)).toMatchObject({
      status: 'invalid',
      sessions: [{ state: 'damaged', issues: [{ code: 'JSON_SYNTAX' }] }],
    });
    await expect(validate(home, evidence({ flag: 'nobodys' }))).rejects.toEqual(
      fault('ERR_NOT_JOINED'),
    );
  });

  test('validateAll looks at every session', async () => {
    const outcome = await validateAll(homeOfThree());
    expect(outcome).toMatchObject({ status: 'invalid', missionId: undefined });
    expect(outcome.sessions.map(({ state }) => state)).toEqual(['joined', 'damaged', 'invalid']);
    expect(await validateAll(testHome())).toMatchObject({ status: 'valid', sessions: [] });
  });

  test('a mode that is too wide is repaired, and said', async () => {
    const home = testHome();
    const path = sessionPath(home.path, joined(home, 'demo'));
    chmodSync(path, 0o644);
    const { sessions, status: verdict } = await validate(home, evidence());
    expect(sessions).toMatchObject([{ issues: [{ code: 'MODE_TIGHTENED', severity: 'warning' }] }]);
    expect(verdict).toBe('valid');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a home that is only looked at keeps its modes', async () => {
    const home = testHome({ private: 'check' });
    const path = sessionPath(home.path, joined(home, 'demo'));
    chmodSync(path, 0o644);
    expect((await status(home, evidence())).warnings).toMatchObject([{ code: 'MODE_TOO_WIDE' }]);
    await list(home);
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });
});
