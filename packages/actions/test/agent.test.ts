import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  askSync,
  type Entered,
  enterSync,
  giveSync,
  joinSync,
  leaveSync,
  listSync,
  openHome,
  planPruneSync,
  pruneSync,
  setDriveSync,
  setFocusSync,
  statusSync,
  takeSync,
} from '../src/index.ts';
import { type AgentHome, agent, agentHome, checkout, shownTo } from './agent-home.ts';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { evidence, joined, startMs } from './test-home.ts';

const focus = 'wp:WP01';
const minute = 60_000;

/** An agent that has entered, in a harness of its own. */
function entered(home: AgentHome, alias: string, pid: number, directory?: string): Entered {
  home.runsIn(pid);
  const outcome = enterSync(home, agent(alias, directory), { harness: 'claude' });
  if (outcome.status !== 'entered') throw new Error(outcome.status);
  return outcome;
}

function idOf({ session }: Entered): string {
  return session.participantId;
}

describe.each(bothForms)('an agent, %s', (form) => {
  const actions = actionsBy(form);

  test('enters a mission that the environment names: it joins, and its harness is what it lives in', async () => {
    const home = agentHome();
    const directory = checkout();
    home.runsIn(100);
    const outcome = await actions.enter(home, agent('claude-1', directory), { harness: 'claude' });
    expect(outcome).toMatchObject({
      status: 'entered',
      joined: true,
      resolvedFrom: 'environment',
      address: { missionId: 'demo', alias: 'claude-1' },
      session: { role: 'developer', focus: null },
      stopped: [],
      look: { collisions: [], participants: [{ verdict: 'here' }] },
      warnings: [],
    });
    const presence = home.presence(idOf(outcome as Entered));
    expect(presence).toMatchObject({
      anchors: [{ kind: 'life', pid: 100 }],
      anchored: true,
      harness: 'claude',
      place: { worktree: directory },
      joinedBy: 'hook',
    });
    // Nothing of it is new when it enters again, as after a compaction.
    const before = home.snapshot();
    expect(
      await actions.enter(home, agent('claude-1', directory), { harness: 'claude' }),
    ).toMatchObject({ status: 'entered', joined: false });
    expect(home.snapshot()).toEqual(before);
  });

  test.each([
    ['nobody acts', { mission: 'demo' }, { status: 'nobody' }],
    ['only the pointer names a mission', { who: 'claude-1' }, { status: 'not-selected' }],
    ['it has not joined', agent('claude-1'), { status: 'not-joined', missionId: 'demo' }],
  ] as const)('does nothing where %s', async (_, given, expected) => {
    const home = agentHome();
    joined(home, 'demo');
    const before = home.snapshot();
    const { enter, touch, lookBeforeHeadMoves, changesSince, setWaiting, countSubagents, end } =
      actions;
    const outcomes: unknown[] = [
      await touch(home, given, ['/work/a']),
      await lookBeforeHeadMoves(home, given),
      await changesSince(home, given),
      await setWaiting(home, given, true),
      await countSubagents(home, given, 1),
      await end(home, given),
    ];
    if (expected.status !== 'not-joined') outcomes.push(await enter(home, given, { harness: 'x' }));
    for (const outcome of outcomes) expect(outcome).toMatchObject(expected);
    expect(home.snapshot()).toEqual(before);
  });

  test('does not join where another authority issues the identities', async () => {
    const { path } = agentHome();
    const issuer = { join: () => Promise.reject(new Error('asked')) };
    const home = openHome({ path, issuer, clock: () => startMs });
    expect(await actions.enter(home, agent('claude-1'), { harness: 'claude' })).toEqual({
      status: 'other-issuer',
      missionId: 'demo',
    });
  });

  test('keeps the role that it has, and gets the one that its setup names otherwise', async () => {
    const home = agentHome();
    const options = { harness: 'codex', role: 'reviewer' };
    joined(home, 'demo', { alias: 'mine', role: 'observer' });
    for (const [alias, role] of [
      ['mine', 'observer'],
      ['new', 'reviewer'],
    ] as const) {
      const outcome = await actions.enter(home, agent(alias), options);
      expect(outcome).toMatchObject({ status: 'entered', session: { role } });
    }
    const refused = actions.enter(home, agent('other'), { harness: 'codex', role: 'king' });
    await expect(refused).rejects.toEqual(fault('ERR_INVALID_ROLE'));
  });

  test('that was displaced is set inactive when it enters again, and learns by whom', async () => {
    const home = agentHome();
    entered(home, 'claude-1', 100);
    joined(home, 'demo');
    setFocusSync(home, agent('claude-1'), focus);
    setDriveSync(home, agent('claude-1'), 'active');
    takeSync(home, evidence({ flag: 'demo' }), 'urgent', { focus });
    const outcome = await actions.enter(home, agent('claude-1'), { harness: 'claude' });
    expect(outcome).toMatchObject({
      stopped: [{ kind: 'displaced', focus, reason: 'urgent' }],
      session: { focus, driveIntent: 'inactive' },
      look: { session: { driveIntent: 'inactive' }, collisions: [] },
    });
  });

  test('that lives in two processes is shown that when it enters', async () => {
    const home = agentHome();
    entered(home, 'claude-1', 100);
    home.runsIn(200);
    const outcome = await actions.enter(home, agent('claude-1'), { harness: 'claude' });
    expect(outcome).toMatchObject({ look: { collisions: [{ kind: 'OpenTwice' }] } });
  });
});

describe.each(bothForms)('before an edit, %s', (form) => {
  const { touch } = actionsBy(form);
  const path = '/work/a.ts';

  /** How often a call writes to the presence. */
  async function writes(
    home: AgentHome,
    id: string,
    act: () => Promise<unknown>,
  ): Promise<boolean> {
    const before = JSON.stringify(home.presence(id));
    await act();
    return JSON.stringify(home.presence(id)) !== before;
  }

  test('a path that is new is recorded at once, a known one once a minute, the 32 latest', async () => {
    const home = agentHome();
    const id = idOf(entered(home, 'claude-1', 100));
    const session = home.text({ missionId: 'demo', alias: 'claude-1' });
    const edit = (of = path) => writes(home, id, () => touch(home, agent('claude-1'), [of]));
    const wrote = [await edit(), await edit()];
    home.pass(minute - 1);
    wrote.push(await edit());
    home.pass(1);
    wrote.push(await edit(), await edit('/work/b.ts'));
    expect(wrote).toEqual([true, false, false, true, true]);
    // A clock that went back has left a time that says nothing.
    home.pass(-10 * minute);
    expect(await edit()).toBe(true);
    const many = Array.from({ length: 40 }, (__, at) => `/work/${at}`);
    await touch(home, agent('claude-1'), many);
    const touching = home.presence(id)?.touching.map((each) => each.path);
    expect(touching).toEqual(many.slice(-32));
    expect(home.text({ missionId: 'demo', alias: 'claude-1' })).toBe(session);
  });

  test('who had ended or waited is there again', async () => {
    const home = agentHome();
    const id = idOf(entered(home, 'claude-1', 100));
    await touch(home, agent('claude-1'), [path]);
    await actionsBy(form).setWaiting(home, agent('claude-1'), true);
    expect(home.presence(id)?.waiting).toBeDefined();
    await touch(home, agent('claude-1'), [path]);
    expect(home.presence(id)?.waiting).toBeUndefined();
  });

  test('one learns of the same file, the same checkout and the same focus, each once', async () => {
    const home = agentHome();
    const directory = checkout();
    const file = join(directory, 'main.ts');
    const one = idOf(entered(home, 'claude-1', 100, directory));
    const two = idOf(entered(home, 'claude-2', 200, directory));
    setFocusSync(home, agent('claude-2'), focus);
    setDriveSync(home, agent('claude-2'), 'active');
    setFocusSync(home, agent('claude-1'), focus);
    await touch(home, agent('claude-2', directory), [file, join(directory, 'other.ts')]);
    home.runsIn(100);
    const found = await touch(home, agent('claude-1', directory), [file]);
    expect(found).toMatchObject({
      status: 'looked',
      collisions: [
        { kind: 'SharedCheckout', severity: 'medium', with: two, about: directory },
        { kind: 'SameFile', severity: 'high', with: two, about: file },
      ],
      holder: { participantId: two, alias: 'claude-2', focus, verdict: 'here' },
      participants: [{ loaded: { session: { participantId: one } } }, { verdict: 'here' }],
      changes: [{ kind: 'driven' }, { kind: 'collision' }, { kind: 'collision' }],
      warnings: [],
    });
    // What was printed is new no more, and no less is known of what was shown before.
    if (found.status !== 'looked') throw new Error(found.status);
    await actionsBy(form).rememberShown(home, found);
    expect(await touch(home, agent('claude-1', directory), [file])).toMatchObject({
      collisions: [{ kind: 'SharedCheckout' }, { kind: 'SameFile' }],
      changes: [],
      shown: found.shown,
    });
    // Of another file only the checkout, and of one who is gone nothing.
    const other = await touch(home, agent('claude-1', directory), [join(directory, 'mine.ts')]);
    expect(other).toMatchObject({ collisions: [{ kind: 'SharedCheckout' }] });
    home.alive.delete(200);
    expect(await touch(home, agent('claude-1', directory), [file])).toMatchObject({
      collisions: [],
      holder: undefined,
    });
  });

  test('one who cannot record it is warned, and learns of the others all the same', async () => {
    const home = agentHome();
    entered(home, 'claude-1', 100);
    const two = idOf(entered(home, 'claude-2', 200));
    await touch(home, agent('claude-2'), [path]);
    const presence = join(home.path, 'missionctl/roster/demo/presence');
    const [lock] = readdirSync(presence).filter((name) => name.endsWith('.lock'));
    home.write(join(presence, lock ?? ''), 'no lock file');
    const found = await touch(home, agent('claude-1'), [path]);
    expect(found).toMatchObject({
      collisions: [{ kind: 'SameFile', with: two, about: path }],
      warnings: [{ code: 'PRESENCE_NOT_RECORDED', severity: 'warning' }],
    });
  });

  test.each(['relative.ts', 42 as unknown as string])('a path %s is refused', async (given) => {
    const home = agentHome();
    entered(home, 'claude-1', 100);
    const edit = async (): Promise<unknown> => await touch(home, agent('claude-1'), [given]);
    await expect(edit()).rejects.toThrow(TypeError);
  });
});

test.each(bothForms)(
  'before HEAD moves one learns of everybody in the checkout, and nothing is written, %s',
  async (form) => {
    const home = agentHome();
    const directory = checkout();
    entered(home, 'claude-1', 100);
    const two = idOf(entered(home, 'claude-2', 200, directory));
    const before = home.snapshot();
    const found = await actionsBy(form).lookBeforeHeadMoves(home, agent('claude-1', directory));
    expect(found).toMatchObject({
      collisions: [{ kind: 'SharedCheckout', severity: 'high', with: two, about: directory }],
    });
    expect(home.snapshot()).toEqual(before);
  },
);

describe.each(bothForms)('what is new, %s', (form) => {
  const { changesSince, rememberShown } = actionsBy(form);

  async function news(home: AgentHome, alias: string): Promise<readonly unknown[]> {
    const found = await changesSince(home, agent(alias));
    if (found.status !== 'compared') throw new Error(found.status);
    expect(await rememberShown(home, found)).toEqual([]);
    return found.changes.map((change) =>
      change.kind === 'notice'
        ? change.notice.kind
        : change.kind === 'collision'
          ? change.collision.kind
          : change.kind === 'driven'
            ? change.kind
            : `${change.kind} ${change.alias}`,
    );
  }

  test('is shown once: who joined or is gone, claims and collisions', async () => {
    const home = agentHome();
    const me = evidence({ flag: 'demo' });
    const one = agent('claude-1');
    joined(home, 'demo');
    await rememberShown(home, entered(home, 'claude-1', 100));
    const steps: readonly (readonly [() => unknown, readonly string[]])[] = [
      [() => undefined, []],
      [() => entered(home, 'claude-2', 200), ['joined claude-2']],
      [() => home.alive.delete(200), ['gone claude-2']],
      [() => home.alive.add(200), ['joined claude-2']],
      [() => leaveSync(home, agent('claude-2')), ['gone claude-2']],
      [
        () => {
          setFocusSync(home, me, focus);
          setDriveSync(home, me, 'active');
          setFocusSync(home, one, focus);
        },
        ['driven'],
      ],
      [() => setDriveSync(home, me, 'inactive'), []],
      [
        () => {
          setFocusSync(home, one, focus);
          setDriveSync(home, one, 'active');
          setFocusSync(home, me, focus);
          askSync(home, me, { note: 'soon?' });
        },
        ['asked'],
      ],
      [() => takeSync(home, me, 'urgent'), ['displaced', 'ConcurrentDriver']],
      [
        () => {
          setDriveSync(home, one, 'inactive');
          giveSync(home, me, 'claude-1');
        },
        ['offered'],
      ],
    ];
    for (const [step, expected] of steps) {
      step();
      expect(await news(home, 'claude-1')).toEqual(expected);
      expect(await news(home, 'claude-1')).toEqual([]);
    }
  });

  test('is all of it once more where it could not be remembered, or was forgotten by entering', async () => {
    const home = agentHome();
    joined(home, 'demo');
    const first = entered(home, 'claude-1', 100);
    expect(first.shown.others).toEqual([
      {
        participantId: statusSync(home, evidence({ flag: 'demo' })).session?.participantId,
        alias: undefined,
      },
    ]);
    expect(await changesSince(home, agent('claude-1'))).toMatchObject({
      changes: [{ kind: 'joined', alias: null }],
    });
    expect(await news(home, 'claude-1')).toEqual(['joined null']);
    expect(shownTo(home, idOf(first))).toBeDefined();
    entered(home, 'claude-1', 100);
    expect(shownTo(home, idOf(first))).toBeUndefined();
    expect(await news(home, 'claude-1')).toEqual(['joined null']);
  });

  test('what is remembered damaged is moved aside', async () => {
    const home = agentHome();
    joined(home, 'demo');
    const id = idOf(entered(home, 'claude-1', 100));
    home.write(join(home.path, `missionctl/hooks/demo/${id}.json`), '{ "others": 7 }');
    expect(await news(home, 'claude-1')).toEqual(['joined null']);
    expect(await news(home, 'claude-1')).toEqual([]);
    const names = readdirSync(join(home.path, 'missionctl/hooks/demo'));
    expect(names).toEqual([`${id}.json`, expect.stringMatching(/\.json\.damaged-/)]);
  });

  test.each([
    ['leaves', (home: AgentHome) => leaveSync(home, agent('claude-1'))],
    [
      'is pruned',
      (home: AgentHome) => {
        home.alive.clear();
        pruneSync(home, planPruneSync(home));
      },
    ],
  ])('is forgotten when the agent %s', async (_, act) => {
    const home = agentHome();
    const first = entered(home, 'claude-1', 100);
    await rememberShown(home, first);
    expect(shownTo(home, idOf(first))).toBeDefined();
    act(home);
    expect(shownTo(home, idOf(first))).toBeUndefined();
  });
});

describe.each(bothForms)('what a hook counts, %s', (form) => {
  const { setWaiting, countSubagents } = actionsBy(form);

  test('waiting begins once, and ends; subagents are never fewer than none', async () => {
    const home = agentHome();
    const one = agent('claude-1');
    const id = idOf(entered(home, 'claude-1', 100));
    await setWaiting(home, one, true);
    const since = home.presence(id)?.waiting;
    home.pass(minute);
    await setWaiting(home, one, true);
    expect(home.presence(id)?.waiting).toBe(since);
    await setWaiting(home, one, false);
    expect(home.presence(id)?.waiting).toBeUndefined();
    const counts: unknown[] = [];
    for (const change of [1, 1, -1, -1, -1, 1] as const) {
      expect(await countSubagents(home, one, change)).toMatchObject({ warnings: [] });
      counts.push(home.presence(id)?.subagents ?? 0);
    }
    expect(counts).toEqual([1, 2, 1, 0, 0, 1]);
    // In another process of the harness none of those is left.
    entered(home, 'claude-1', 100);
    expect(home.presence(id)?.subagents).toBe(1);
    entered(home, 'claude-1', 300);
    expect(home.presence(id)?.subagents).toBeUndefined();
  });
});

describe.each(bothForms)('the end of an agent, %s', (form) => {
  const { end } = actionsBy(form);

  test('of which a hook made the session and that never worked on anything leaves nothing', async () => {
    const home = agentHome();
    joined(home, 'demo');
    await actionsBy(form).rememberShown(home, entered(home, 'claude-0', 100));
    await end(home, agent('claude-0'));
    const before = home.snapshot();
    const first = entered(home, 'claude-1', 100);
    await actionsBy(form).rememberShown(home, first);
    await actionsBy(form).touch(home, agent('claude-1'), ['/work/a.ts']);
    home.runsIn(100);
    expect(await end(home, agent('claude-1'))).toMatchObject({ status: 'vanished', warnings: [] });
    const { 'issuer/demo.json': ledger, ...after } = home.snapshot();
    const { 'issuer/demo.json': ledgerBefore, ...others } = before;
    expect(Object.keys(after)).toEqual(Object.keys(others));
    expect(after).toEqual(others);
    expect(ledger?.length).toBe(ledgerBefore?.length);
    // It comes back as another, whose id sorts after the one before.
    const again = entered(home, 'claude-1', 100);
    expect(idOf(again) > idOf(first)).toBe(true);
  });

  test.each([
    [
      'had a focus',
      (home: AgentHome) => {
        home.pass(1);
        setFocusSync(home, agent('claude-1'), focus);
        setFocusSync(home, agent('claude-1'), 'none');
      },
    ],
    ['has a focus', (home: AgentHome) => void setFocusSync(home, agent('claude-1'), focus)],
  ])('that %s keeps its identity', async (_, act) => {
    const home = agentHome();
    const first = entered(home, 'claude-1', 100);
    act(home);
    expect(await end(home, agent('claude-1'))).toMatchObject({ status: 'ended' });
    expect(home.presence(idOf(first))?.ended).toBeDefined();
    const [shown] = statusSync(home, agent('claude-1')).participants;
    expect(shown?.verdict).toBe('gone');
    expect(idOf(entered(home, 'claude-1', 100))).toBe(idOf(first));
    expect(home.presence(idOf(first))?.ended).toBeUndefined();
  });

  test('that joined by itself keeps its identity', async () => {
    const home = agentHome();
    joinSync(home, agent('claude-1'), { role: 'developer' });
    entered(home, 'claude-1', 100);
    expect(await end(home, agent('claude-1'))).toMatchObject({ status: 'ended' });
    expect(listSync(home).sessions).toHaveLength(1);
  });

  test.each([
    [undefined, 'free'],
    ['claude-2', 'kept for claude-2'],
  ] as const)('that drives and gave its claim to %s leaves it %s', async (receiver, _) => {
    const home = agentHome();
    const one = idOf(entered(home, 'claude-1', 100));
    const two = idOf(entered(home, 'claude-2', 200));
    setFocusSync(home, agent('claude-2'), focus);
    setFocusSync(home, agent('claude-1'), focus);
    setDriveSync(home, agent('claude-1'), 'active');
    if (receiver !== undefined) giveSync(home, agent('claude-1'), receiver);
    home.runsIn(100);
    expect(await end(home, agent('claude-1'))).toMatchObject({ status: 'ended', drove: focus });
    const text = JSON.parse(home.text({ missionId: 'demo', alias: 'claude-1' }));
    expect(text).toMatchObject({ drive_intent: 'inactive', focus });
    const claims = statusSync(home, agent('claude-2')).claims;
    expect(claims.map(({ claim }) => claim.reservedFor)).toEqual(
      receiver === undefined ? [] : [two],
    );
    expect(home.presence(one)).toMatchObject({ ended: expect.any(String) });
  });

  test('that lives in another process too goes on there', async () => {
    const home = agentHome();
    const id = idOf(entered(home, 'claude-1', 100));
    entered(home, 'claude-1', 200);
    home.runsIn(100);
    expect(await end(home, agent('claude-1'))).toMatchObject({ status: 'elsewhere' });
    expect(home.presence(id)).toMatchObject({ anchors: [{ pid: 200 }] });
    expect(home.presence(id)?.ended).toBeUndefined();
    home.runsIn(200);
    expect(await end(home, agent('claude-1'))).toMatchObject({ status: 'vanished' });
  });
});
