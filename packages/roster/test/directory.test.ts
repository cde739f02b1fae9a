import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { effects, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, startTask } from '@missionctl/atomic-fs/testing';
import {
  claimPath,
  claimsDirectory,
  machinePath,
  presenceDirectory,
  presencePath,
  quarantineName,
  rostersDirectory,
  type Timestamp,
} from '@missionctl/session-model';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Claim,
  changePresence,
  changePresenceSync,
  claimKey,
  type HomeRoster,
  homeRoster,
  type Presence,
  readRoster,
  readRosterSync,
  removePresence,
  removePresenceSync,
} from '../src/index.ts';
import {
  changePresence as changingPresence,
  findMachine,
  isClaimRecorded,
  lastTermOf,
  provideMachineId,
  quarantineMachineId,
  quarantineRecord,
  readRoster as readingRoster,
  readMachineId,
  withClaims,
} from '../src/operations.ts';

const id = '01JEXAMP0E0000000000000000';
const focus = 'wp:WP01';
const since = '2026-03-01T12:00:00.000000Z';
const at = since as Timestamp;
const later = '2026-03-02T12:00:00.000000Z' as Timestamp;
const nobody: Presence = { anchors: [], anchored: false, place: undefined, touching: [] };
const claimOf = (of: string, holder = id): Claim => ({
  ...{ focus: of, holder, term: 1, since, wantedBy: [] },
});

function emptyRoster(privacy?: 'check' | 'repair'): HomeRoster {
  const directory = mkdtempSync(join(tmpdir(), 'roster-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return homeRoster({ home: join(directory, 'home'), missionId: 'demo', private: privacy });
}

/** With one participant and a claim of each of two focuses. */
function filledRoster(privacy?: 'check' | 'repair'): HomeRoster {
  const roster = emptyRoster(privacy);
  changePresenceSync(roster, id, () => nobody);
  for (const each of [focus, 'wp:2']) writeClaim(roster, claimOf(each));
  return roster;
}

function claiming(to: HomeRoster, claim: Claim): Operation<void> {
  return withClaims(to, claim.focus, {}, function* (lockedOf) {
    const locked = lockedOf(claim.focus);
    yield* locked.write(claim, yield* locked.require());
  });
}

const writeClaim = (to: HomeRoster, claim: Claim): void => runSync(claiming(to, claim));

const directoryOf = ({ home }: HomeRoster, of: 'presence' | 'claim'): string =>
  of === 'presence' ? presenceDirectory(home, 'demo') : claimsDirectory(home, 'demo');
const pathOfClaim = ({ home }: HomeRoster, of = focus): string =>
  claimPath(home, 'demo', claimKey(of));
const pathOfPresence = ({ home }: HomeRoster): string => presencePath(home, 'demo', id);
const damage = (path: string, text = '{'): void => writeFileSync(path, text, { mode: 0o600 });
const modeOf = (path: string): number => statSync(path).mode & 0o777;
const codeOf = (operation: Operation<unknown>): unknown => {
  try {
    runSync(operation);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('the roster of a home', () => {
  test.each([
    ['without options', undefined, /options/],
    ['of a relative home', { home: 'relative', missionId: 'demo' }, /home/],
    ['of a mission that is no text', { home: '/home', missionId: 1 }, /missionId/],
    ['of a mission that is no name', { home: '/home', missionId: '../demo' }, /\.\.\/demo/],
    [
      'that is as private as nobody knows',
      { home: '/home', missionId: 'demo', private: 'no' },
      /private/,
    ],
  ])('is not one %s', (_, options, message) => {
    expect(() => homeRoster(options as never)).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/^ERR_/),
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe('a presence', () => {
  test('is recorded, found and removed, whether or not that is waited for', async () => {
    const roster = emptyRoster();
    expect(await readRoster(roster)).toEqual({
      ...{ presences: new Map(), claims: new Map(), faults: [], warnings: [] },
    });
    expect(await changePresence(roster, id, () => nobody)).toEqual(nobody);
    expect(await readRoster(roster)).toEqual(readRosterSync(roster));
    expect((await readRoster(roster)).presences).toEqual(new Map([[id, nobody]]));
    expect(modeOf(pathOfPresence(roster))).toBe(0o600);
    expect(await removePresence(roster, id)).toBe(true);
    expect(removePresenceSync(roster, id)).toBe(false);
    expect(changePresenceSync(roster, id, () => nobody)).toEqual(nobody);
    expect(removePresenceSync(roster, id)).toBe(true);
    expect(readRosterSync(roster).presences.size).toBe(0);
  });

  test('that does not change is not written, nor is one that stays missing', () => {
    const roster = emptyRoster();
    expect(changePresenceSync(roster, id, () => undefined)).toBeUndefined();
    expect(readRosterSync(roster).presences.size).toBe(0);
    changePresenceSync(roster, id, () => nobody);
    const before = statSync(pathOfPresence(roster)).ino;
    expect(changePresenceSync(roster, id, (found) => found)).toEqual(nobody);
    expect(statSync(pathOfPresence(roster)).ino).toBe(before);
    expect(
      changePresenceSync(roster, id, (found = nobody) => ({ ...found, harness: 'x' })),
    ).toEqual({
      ...{ ...nobody, harness: 'x' },
    });
    expect(statSync(pathOfPresence(roster)).ino).not.toBe(before);
  });

  test('that changed meanwhile is not written over with what it was', () => {
    const roster = filledRoster();
    let calls = 0;
    const changed = changePresenceSync(roster, id, (found = nobody) => {
      calls += 1;
      // Another process is quicker than the lock.
      if (calls === 1) changePresenceSync(roster, id, () => ({ ...nobody, harness: 'x' }));
      return found.harness === undefined ? { ...found, anchored: true } : found;
    });
    expect(changed).toEqual({ ...nobody, harness: 'x' });
    expect(readRosterSync(roster).presences.get(id)).toEqual(changed);
  });

  test('that is no JSON is moved aside where the time is known, and else refused; one of another shape always is', () => {
    const roster = filledRoster();
    const path = pathOfPresence(roster);
    const harness = (time?: Timestamp) =>
      changingPresence(roster, id, (found = nobody) => ({ ...found, harness: 'x' }), { at: time });
    damage(path);
    expect(codeOf(harness())).toBe('ERR_STATE_DAMAGED');
    expect(runSync(harness(at))).toEqual({ ...nobody, harness: 'x' });
    expect(readdirSync(dirname(path))).toContain(basename(quarantineName(path, at)));
    damage(path, '{"anchors": 1}');
    expect(codeOf(harness(at))).toBe('ERR_STATE_DAMAGED');
    expect(codeOf(changingPresence(roster, id, (found) => found))).toBe('ERR_STATE_DAMAGED');
    expect(runSync(quarantineRecord(roster, { path, participantId: id }, { at: later }))).toBe(
      quarantineName(path, later),
    );
    expect(readRosterSync(roster)).toMatchObject({ presences: { size: 0 }, faults: [] });
  });

  test('of one who has no participant id is refused', () => {
    const roster = emptyRoster();
    for (const change of [
      () => changePresenceSync(roster, '../x', () => nobody),
      () => removePresenceSync(roster, 'x'),
    ]) {
      expect(change).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ID' }));
    }
  });
});

describe('a claim', () => {
  test('is found by its focus, and recorded for its holder alone', () => {
    const roster = filledRoster();
    const { claims } = readRosterSync(roster);
    expect(claims).toEqual(new Map([focus, 'wp:2'].map((each) => [each, claimOf(each)])));
    expect(modeOf(directoryOf(roster, 'claim'))).toBe(0o700);
    expect(runSync(isClaimRecorded(roster, focus, id))).toBe(true);
    expect(runSync(isClaimRecorded(roster, focus, 'other'))).toBe(false);
    expect(runSync(isClaimRecorded(roster, 'wp:3', id))).toBe(false);
  });

  test('is written together with others, each to its own file', () => {
    const roster = emptyRoster();
    const focuses = ['wp:2', focus];
    const nothing = withClaims(roster, focus, {}, function* (lockedOf) {
      for (const each of focuses) {
        const locked = lockedOf(each);
        yield* locked.write(claimOf(each), yield* locked.require());
      }
    });
    runSync(nothing);
    expect([...readRosterSync(roster).claims.keys()].toSorted()).toEqual(focuses);
  });

  test('is read with a warning where the group could put another in its place', () => {
    const roster = filledRoster();
    chmodSync(directoryOf(roster, 'claim'), 0o770);
    const found = runSync(withClaims(roster, focus, {}, (lockedOf) => lockedOf(focus).require()));
    expect(found).toHaveProperty('warnings.0.code', 'DIRECTORY_GROUP_WRITABLE');
  });

  test('is asked for alone, which reads nothing of the others', () => {
    const roster = filledRoster();
    damage(pathOfClaim(roster, 'wp:2'));
    const { claims, faults } = readRosterSync(roster, { focuses: [focus, focus, 'wp:3'] });
    expect([[...claims.keys()], faults]).toEqual([[focus], []]);
    expect(readRosterSync(roster, { focuses: [] }).claims.size).toBe(0);
    const twice = readRosterSync(roster, { focuses: ['wp:2', 'wp:2'] });
    expect(twice.faults).toMatchObject([{ of: 'claim', path: pathOfClaim(roster, 'wp:2') }]);
  });

  test('is not waited for with a time that is none', () => {
    const roster = emptyRoster();
    const operation = withClaims(roster, focus, { timeoutMs: -1 }, function* () {
      // Never reached.
    });
    expect(codeOf(operation)).toBe('ERR_OUT_OF_RANGE');
    expect(readRosterSync(roster).claims.size).toBe(0);
  });

  test('begins after the last one of its focus that was moved aside', () => {
    const roster = filledRoster();
    const path = pathOfClaim(roster);
    expect(runSync(lastTermOf(emptyRoster(), focus))).toBe(0);
    expect(runSync(lastTermOf(roster, focus))).toBe(0);
    for (const time of [later, at]) {
      damage(path);
      expect(runSync(quarantineRecord(roster, { path }, { at: time }))).toBe(
        quarantineName(path, time),
      );
    }
    expect(runSync(lastTermOf(roster, focus))).toBe(Date.parse(later));
    expect(runSync(lastTermOf(roster, 'wp:2'))).toBe(0);
    expect(readRosterSync(roster)).toMatchObject({ faults: [], claims: { size: 1 } });
  });
});

describe('what keeps a record from being believed', () => {
  test('is named with whose it is; what others recorded is there', () => {
    const roster = filledRoster();
    const [presence, claim] = [pathOfPresence(roster), pathOfClaim(roster)];
    damage(presence, '{"anchors": 1, "anchored": 2}');
    damage(claim);
    const { presences, claims, faults } = readRosterSync(roster);
    expect([presences.size, [...claims.keys()]]).toEqual([0, ['wp:2']]);
    expect(faults).toMatchObject([
      { of: 'presence', path: presence, participantId: id, issues: [{}, {}] },
      { of: 'claim', path: claim, issues: [{}] },
    ]);
    expect(faults[1]?.participantId).toBeUndefined();
    const [{ message, issues } = { message: '', issues: [] }] = faults;
    expect(message).toBe(
      `presence is wrong-shape: '${presence}': ${issues.map((each) => each.message).join('; ')}`,
    );
  });

  test('of a claim is also that it is of another focus than its name', () => {
    const roster = filledRoster();
    damage(pathOfClaim(roster), JSON.stringify({ ...claimOf('wp:3'), wanted_by: [] }));
    const { claims, faults } = readRosterSync(roster);
    expect([...claims.keys()]).toEqual(['wp:2']);
    expect(faults).toMatchObject([{ of: 'claim', issues: [{ field: 'focus' }] }]);
  });

  test('is said once for a directory on the way to all of them, with what was thrown', () => {
    const roster = filledRoster();
    const path = rostersDirectory(roster.home);
    chmodSync(path, 0o777);
    for (const selection of [{}, { focuses: [focus] }]) {
      const { presences, claims, faults } = readRosterSync(roster, selection);
      expect([presences.size, claims.size]).toEqual([0, 0]);
      expect(faults).toMatchObject([{ path, issues: [], cause: { path } }]);
      for (const { message, cause } of faults) expect(message).toBe((cause as Error).message);
    }
  });

  test.each(['presence', 'claim'] as const)(
    'is said for the directory of a %s, which hides no other',
    (of) => {
      const roster = filledRoster();
      const path = directoryOf(roster, of);
      chmodSync(path, 0o777);
      const { presences, claims, faults } = readRosterSync(roster);
      expect([presences.size, claims.size]).toEqual(of === 'claim' ? [1, 0] : [0, 2]);
      expect(faults).toMatchObject([{ of, path }]);
      const selected = readRosterSync(roster, { focuses: [focus] });
      expect(selected.faults).toMatchObject([{ of, path }]);
    },
  );

  test('is that the record, or the directory, is a link or a file of another kind', () => {
    const roster = filledRoster();
    const [presence, claim] = [pathOfPresence(roster), pathOfClaim(roster)];
    rmSync(presence);
    symlinkSync('elsewhere', presence);
    rmSync(claim);
    mkdirSync(claim);
    const { claims, faults } = readRosterSync(roster);
    expect([...claims.keys()]).toEqual(['wp:2']);
    expect(faults).toMatchObject([
      { of: 'presence', path: presence, participantId: id },
      { of: 'claim', path: claim },
    ]);
    for (const of of ['presence', 'claim'] as const) {
      const directory = directoryOf(roster, of);
      rmSync(directory, { recursive: true });
      damage(directory);
    }
    const cause = { code: 'ERR_UNUSABLE_DIRECTORY' };
    expect(readRosterSync(roster).faults).toMatchObject([
      { of: 'presence', path: directoryOf(roster, 'presence'), cause },
      { of: 'claim', path: directoryOf(roster, 'claim'), cause },
    ]);
  });

  test('is said once: a lock, what was moved aside and other names are no records', () => {
    const roster = filledRoster();
    const key = claimKey(focus);
    for (const path of [pathOfPresence(roster), pathOfClaim(roster)]) damage(path);
    for (const [of, names] of [
      ['presence', [id, `${id.toLowerCase()}.json`, `${id}.json.x`, 'x.json', `.${id}.json`]],
      ['presence', [`${id.slice(0, 9)}.json${id.slice(9)}`]],
      ['claim', [key, `${key}.json.x`, `x${key}.json`, `${key.toUpperCase()}.json`]],
    ] as const) {
      for (const name of names) damage(join(directoryOf(roster, of), name));
    }
    const { presences, claims, faults } = readRosterSync(roster);
    expect([presences.size, claims.size]).toEqual([0, 1]);
    expect(faults.map(({ path }) => path)).toEqual([pathOfPresence(roster), pathOfClaim(roster)]);
  });

  test.each([
    ['repair', 0o600],
    ['check', 0o644],
  ] as const)('is not that others can read it: under %s', (privacy, mode) => {
    const roster = filledRoster(privacy);
    const paths = [pathOfPresence(roster), pathOfClaim(roster), pathOfClaim(roster, 'wp:2')];
    for (const path of paths) chmodSync(path, 0o644);
    const { presences, claims, warnings, faults } = readRosterSync(roster);
    expect([presences.size, claims.size, faults]).toEqual([1, 2, []]);
    expect(paths.map(modeOf)).toEqual([mode, mode, mode]);
    expect(warnings.map(({ message }) => message)).toHaveLength(3);
  });

  test('is not that the group could put others there, of which it warns once', () => {
    const roster = filledRoster();
    chmodSync(rostersDirectory(roster.home), 0o770);
    chmodSync(directoryOf(roster, 'claim'), 0o770);
    const { presences, claims, warnings } = readRosterSync(roster);
    expect([presences.size, claims.size]).toEqual([1, 2]);
    expect(warnings.map(({ message }) => /'([^']+)'/.exec(message)?.[1])).toEqual([
      rostersDirectory(roster.home),
      directoryOf(roster, 'claim'),
    ]);
  });
});

describe('the random id of a machine', () => {
  test('is made once, of 20 letters and digits', () => {
    const { home } = emptyRoster();
    expect(runSync(readMachineId(home))).toBeUndefined();
    expect(runSync(findMachine({ home, private: 'repair' }))).toEqual({
      ...{ id: undefined, fault: undefined },
    });
    let next = 0;
    const random = (): number => {
      next += 1;
      return ((next * 31) % 1024) / 1024;
    };
    const made = runSync(provideMachineId(home, random));
    expect(made).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/);
    expect(new Set(made).size).toBeGreaterThan(10);
    expect(modeOf(machinePath(home))).toBe(0o600);
    expect(runSync(provideMachineId(home, random))).toBe(made);
    expect(runSync(readMachineId(home))).toBe(made);
    expect(runSync(findMachine({ home, private: 'check' }))).toEqual({
      id: made,
      fault: undefined,
    });
    // Another process is quicker than the lock: both have its id.
    const between = emptyRoster();
    let other: string | undefined;
    const late = (): number => {
      other ??= runSync(provideMachineId(between.home, undefined));
      return 0;
    };
    expect(runSync(provideMachineId(between.home, late))).toBe(other);
    expect(runSync(readMachineId(between.home))).toBe(other);
    expect(runSync(provideMachineId(emptyRoster().home, undefined))).not.toBe(
      runSync(provideMachineId(emptyRoster().home, undefined)),
    );
  });

  test('is not known where it is damaged, until that is moved aside', () => {
    const { home } = emptyRoster();
    const made = runSync(provideMachineId(home, undefined));
    const path = machinePath(home);
    damage(path, '{"id": 1}');
    expect(runSync(readMachineId(home))).toBeUndefined();
    expect(runSync(findMachine({ home, private: 'check' }))).toMatchObject({
      ...{ id: undefined, fault: { of: 'machine', path, issues: [{ field: 'id' }] } },
    });
    expect(codeOf(provideMachineId(home, undefined))).toBe('ERR_STATE_DAMAGED');
    expect(runSync(quarantineMachineId(home, { at }))).toBe(quarantineName(path, at));
    expect(runSync(quarantineMachineId(home, { at }))).toBeUndefined();
    expect(runSync(provideMachineId(home, undefined))).not.toBe(made);
  });

  test('is not known where its directory cannot be believed', () => {
    const { home } = emptyRoster();
    runSync(provideMachineId(home, undefined));
    chmodSync(dirname(machinePath(home)), 0o777);
    expect(runSync(findMachine({ home, private: 'check' }))).toMatchObject({
      ...{ id: undefined, fault: { of: 'machine', path: dirname(machinePath(home)) } },
    });
    expect(codeOf(readMachineId(home))).toBe('ERR_UNSAFE_FILE');
  });
});

describe('a system that fails', () => {
  const roster = homeRoster({ home: '/home/me/home', missionId: 'demo' });
  const machine = createMachine({ files: { '/home/me/home': { kind: 'directory' } } });
  const { system } = machine.start();
  runSync(
    changingPresence(roster, id, () => nobody),
    system,
  );
  runSync(claiming(roster, claimOf(focus)), system);
  runSync(
    provideMachineId(roster.home, () => 0),
    system,
  );
  const [presences, claims] = [directoryOf(roster, 'presence'), directoryOf(roster, 'claim')];
  const failing = (call: string, path: string, errno: string) =>
    machine.start({
      fault: (each) => (each.call === call && each.args[0] === path ? { errno } : undefined),
    });
  const ways = [
    ['open', pathOfPresence(roster)],
    ['open', pathOfClaim(roster)],
    ['readdir', presences],
    ['readdir', claims],
  ] as const;

  test.each(ways)(
    'for want of descriptors at %s says nothing of the roster: it is thrown',
    (...way) => {
      const full = failing(...way, 'EMFILE');
      expect(() => runSync(readingRoster(roster), full.system)).toThrow(
        expect.objectContaining({ code: 'ERR_FILE_READ' }),
      );
    },
  );

  test.each(ways)('at %s hides no other record', (call, path) => {
    const broken = failing(call, path, 'EIO');
    const found = runSync(readingRoster(roster), broken.system);
    expect(found.presences.size + found.claims.size).toBe(1);
    expect(found.faults).toMatchObject([{ path }]);
    const { message, cause } = found.faults[0] ?? {};
    if (call === 'readdir') expect(cause).toMatchObject({ code: 'ERR_FILE_READ', message });
  });

  test('does not make a term begin anew', () => {
    const broken = failing('readdir', claims, 'EIO');
    expect(() => runSync(lastTermOf(roster, focus), broken.system)).toThrow(
      expect.objectContaining({ code: 'ERR_FILE_READ' }),
    );
  });

  test('does not make a machine a new one', () => {
    const path = machinePath(roster.home);
    const full = failing('open', path, 'EMFILE');
    expect(() => runSync(findMachine(roster), full.system)).toThrow(
      expect.objectContaining({ code: 'ERR_FILE_READ' }),
    );
  });

  test('a record that is another user’s is a fault, with what was thrown', () => {
    const files = Object.fromEntries(
      machine.entries().map((each) => {
        const uid = each.path === pathOfPresence(roster) ? 2000 : each.uid;
        return [each.path, { kind: each.kind, mode: each.mode, uid, content: each.content }];
      }),
    );
    const {
      presences: seen,
      claims: held,
      faults,
    } = runSync(readingRoster(roster), createMachine({ files }).start().system);
    expect([seen.size, held.size]).toEqual([0, 1]);
    const cause = expect.objectContaining({ code: 'ERR_UNSAFE_FILE' });
    expect(faults).toMatchObject([
      { of: 'presence', participantId: id, path: pathOfPresence(roster), issues: [], cause },
    ]);
    expect(faults[0]).toHaveProperty('message', (faults[0]?.cause as Error | undefined)?.message);
  });

  test('root writes no claim in a home of somebody else, in which it may read', () => {
    const root = machine.start({ uid: 0 }).system;
    expect(runSync(readingRoster(roster), root).claims.size).toBe(1);
    expect(() => runSync(claiming(roster, claimOf('wp:9')), root)).toThrow(
      expect.objectContaining({ code: 'ERR_UNSAFE_FILE' }),
    );
    expect(runSync(readingRoster(roster), root).claims.size).toBe(1);
  });

  test.each([
    [undefined, 5000],
    [100, 100],
  ])('the lock of the roster is waited for %s ms: %s', (timeoutMs, waitedMs) => {
    const holder = startTask(
      machine.start(),
      withClaims(roster, focus, {}, () => effects.readdir(claims)),
    );
    while (!holder.process.calls.some(({ effect: { call } }) => call === 'tryLock')) holder.step();
    const waiting = withClaims(roster, focus, { timeoutMs }, () => effects.readdir(claims));
    expect(() => runSync(waiting, machine.start().system)).toThrow(
      expect.objectContaining({ code: 'ERR_LOCK_TIMEOUT', waitedMs }),
    );
  });
});
