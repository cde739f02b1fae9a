import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { claimKey } from '@missionctl/roster';
import {
  claimPath,
  claimsDirectory,
  lockPathOf,
  machinePath,
  ownDirectory,
  presenceDirectory,
  presencePath,
  rosterDirectory,
  rosterLockPath,
  rostersDirectory,
} from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import {
  examineSync,
  type Finding,
  type FindingCode,
  leaveSync,
  recoverySync,
  repairSync,
  setDriveSync,
  setFocusSync,
  statusSync,
} from '../src/index.ts';
import { evidence, joined, type TestHome, testHome } from './test-home.ts';

const focus = 'wp:WP01';
const asBot = evidence({ flag: 'demo', alias: 'bot' });
const mine = evidence({ flag: 'demo' });
const machineText = '{\n  "id": "abcdefghjkmnpqrstv12"\n}';

/** Whoever looks asks for the machine. */
const elsewhere = { kind: 'task', machine: 'm', boot: 'b', pid_namespace: '1', pid: 1, start: '1' };

/** A home in which I drive, an alias is too, and each has recorded where it lives. */
function drivenHome(): TestHome {
  const home = testHome();
  joined(home, 'demo', { alias: 'bot' });
  joined(home, 'demo');
  setFocusSync(home, mine, focus);
  setDriveSync(home, mine, 'active');
  for (const alias of [undefined, 'bot']) {
    const path = presencePath(home.path, 'demo', idOf(home, alias));
    home.write(path, JSON.stringify({ anchors: [elsewhere], anchored: false, touching: [] }));
  }
  home.write(machinePath(home.path), machineText);
  return home;
}

function idOf(home: TestHome, alias?: string): string {
  return JSON.parse(home.text({ missionId: 'demo', alias })).participant_id;
}

function claimOf(home: TestHome, of: string = focus): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(claimPath(home.path, 'demo', claimKey(of)), 'utf8'));
}

function changeClaim(home: TestHome, members: Readonly<Record<string, unknown>>): void {
  const path = claimPath(home.path, 'demo', claimKey(focus));
  home.write(path, JSON.stringify({ ...claimOf(home), ...members }));
}

const places: Readonly<Record<string, (home: TestHome) => string>> = {
  own: ({ path }) => ownDirectory(path),
  rosters: ({ path }) => rostersDirectory(path),
  roster: ({ path }) => rosterDirectory(path, 'demo'),
  presences: ({ path }) => presenceDirectory(path, 'demo'),
  claims: ({ path }) => claimsDirectory(path, 'demo'),
  presence: (home) => presencePath(home.path, 'demo', idOf(home)),
  claim: ({ path }) => claimPath(path, 'demo', claimKey(focus)),
  machine: ({ path }) => machinePath(path),
};
const isRecord = (place: string): boolean => ['presence', 'claim', 'machine'].includes(place);

/** What is done to a place, what doctor calls it for a directory and for a record, and what it does. */
type Break = readonly [
  what: string,
  make: (path: string) => void,
  ofDirectory: readonly [FindingCode, fix: boolean] | undefined,
  ofRecord: readonly [FindingCode, fix: boolean],
];

const instead =
  (make: (path: string) => void) =>
  (path: string): void => {
    rmSync(path, { recursive: true });
    make(path);
  };
const unusable = ['ROSTER_UNUSABLE', false] as const;
const damaged = ['ROSTER_DAMAGED', true] as const;
const write = (text: string) => (path: string) => writeFileSync(path, text, { mode: 0o600 });

const breaks: readonly Break[] = [
  ['an empty file', instead(write('')), unusable, damaged],
  ['a link to nothing', instead((path) => symlinkSync('/nowhere', path)), unusable, damaged],
  ['a link to a file', instead((path) => symlinkSync('/etc/hostname', path)), unusable, damaged],
  ['a directory', instead((path) => mkdirSync(path, { mode: 0o700 })), undefined, damaged],
  ['torn', write('{"anchors": [], "focus": '), undefined, damaged],
  ['of a wrong shape', write('{"anchors": 1, "focus": 2, "id": 3}'), undefined, damaged],
  [
    'open to others',
    (path) => chmodSync(path, 0o755),
    ['MODE_TOO_WIDE', true],
    ['MODE_TOO_WIDE', true],
  ],
  [
    'writable by everyone',
    (path) => chmodSync(path, 0o777),
    ['UNSAFE_FILE', false],
    ['UNSAFE_FILE', false],
  ],
  ['of two names', (path) => linkSync(path, `${path}.too`), undefined, ['FILES_SHARED', false]],
];

type Case = readonly [
  place: string,
  what: string,
  make: (path: string) => void,
  found: readonly [FindingCode, fix: boolean],
];

const cases = Object.keys(places).flatMap((place): readonly Case[] =>
  breaks.flatMap(([what, make, ofDirectory, ofRecord]) => {
    const found = isRecord(place) ? ofRecord : ofDirectory;
    return found === undefined ? [] : [[place, what, make, found] as const];
  }),
);

/** What a command warns of. */
function warned(home: TestHome): readonly string[] {
  return statusSync(home, mine)
    .warnings.filter(({ code }) => code === 'ROSTER_DAMAGED')
    .map(({ message }) => message);
}

function summaryOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, path, fix }) => `${code} ${path} ${fix !== undefined}`);
}

function broken([place, , make]: Case): { readonly home: TestHome; readonly path: string } {
  const home = drivenHome();
  const path = places[place]?.(home) ?? '';
  make(path);
  return { home, path };
}

describe('the roster, of which one place', () => {
  test.each(cases)('(%s) is %s, is found by doctor, and all that a command warns of', (...row) => {
    const [, , , [code, isFixed]] = row;
    const { home, path } = broken(row);
    const before = home.snapshot();
    const found = examineSync(home);
    expect(home.snapshot()).toEqual(before);
    const at = code === 'FILES_SHARED' ? home.path : path;
    expect(summaryOf(found)).toEqual([`${code} ${at} ${isFixed}`]);
    if (code !== 'MODE_TOO_WIDE') expect(warned(home)).not.toEqual([]);
    for (const message of warned(home)) expect(message).toContain(`'${path}'`);
  });

  const fixed = cases.filter(([, , , [, isFixed]]) => isFixed);
  test.each(fixed)('(%s) is %s, is repaired, nothing is lost, and work goes on', (...row) => {
    const [place, , , [code]] = row;
    const { home, path } = broken(row);
    const before = home.snapshot();
    expect(repairSync(home).map(({ state }) => state)).toEqual(['fixed']);
    expect(examineSync(home)).toEqual([]);
    expect(warned(home)).toEqual([]);
    const kept = readdirSync(dirname(path)).filter((name) => name.includes('.damaged-'));
    expect(kept).toHaveLength(code === 'ROSTER_DAMAGED' ? 1 : 0);
    for (const name of kept) {
      const aside = join(dirname(path), name);
      expect(home.snapshot()[relative(home.path, aside)]).toBe(before[relative(home.path, path)]);
      expect(recoverySync(home).movedAside).toMatchObject([{ what: place, path: aside }]);
    }
    expect(setFocusSync(home, mine, 'wp:WP02')).toMatchObject({ status: 'updated', warnings: [] });
  });

  const unsafe = cases.filter(([, , , [code]]) => code === 'UNSAFE_FILE');
  test.each(unsafe)(
    '(%s) is %s, shows what it says, and is believed where it is trusted',
    (...row) => {
      const { home, path } = broken(row);
      const [found] = examineSync(home);
      const content = found?.code === 'UNSAFE_FILE' ? found.facts.content : [];
      expect(found).toMatchObject({ facts: { refuses: 'roster' } });
      expect(content.length).toBeGreaterThan(0);
      for (const each of content) expect(each.path.startsWith(path)).toBe(true);
      expect(repairSync(home).map(({ state }) => state)).toEqual(['advice']);
      repairSync(home, { trusted: [path] });
      expect(examineSync(home)).toEqual([]);
    },
  );
});

describe('what is of nobody', () => {
  const gone = '01HXN8K3M9PQRSTVWXYZ123456';

  test('is found, and without effect: presence is removed, a claim is free and keeps its term', () => {
    const home = drivenHome();
    const presence = presencePath(home.path, 'demo', gone);
    home.write(presence, '{"anchors":[],"anchored":false}');
    changeClaim(home, { holder: gone, term: 7, later: 1 });
    const found = examineSync(home);
    expect(found).toMatchObject([
      { code: 'PRESENCE_OF_NOBODY', path: presence, facts: { participantId: gone } },
      { code: 'CLAIM_OF_NOBODY', facts: { focus, term: 7, whose: 'holder' } },
    ]);
    repairSync(home);
    expect(existsSync(presence)).toBe(false);
    expect(claimOf(home)).toMatchObject({ term: 7, later: 1 });
    expect(claimOf(home)).not.toHaveProperty('holder');
    expect(examineSync(home)).toEqual([]);
  });

  test('is a claim that is kept for them; what the giver wrote stays', () => {
    const home = drivenHome();
    changeClaim(home, { reserved_for: gone, note: 'tests are green' });
    expect(examineSync(home)).toMatchObject([
      { code: 'CLAIM_OF_NOBODY', facts: { whose: 'receiver' } },
    ]);
    repairSync(home);
    expect(claimOf(home)).toMatchObject({ holder: idOf(home), note: 'tests are green' });
    expect(claimOf(home)).not.toHaveProperty('reserved_for');
  });

  test('is no claim that a giver who has left keeps for another', () => {
    const home = drivenHome();
    changeClaim(home, { holder: gone, reserved_for: idOf(home, 'bot') });
    expect(examineSync(home)).toEqual([]);
  });

  test('cannot be said while a session of the mission cannot be read', () => {
    const home = drivenHome();
    home.write(presencePath(home.path, 'demo', gone), '{"anchors":[],"anchored":false}');
    changeClaim(home, { holder: gone });
    home.write(join(home.path, 'missions/demo/as/bot/session.json'), 'torn');
    expect(examineSync(home).map(({ code }) => code)).toEqual(['SESSION_DAMAGED']);
    expect(repairSync(home).map(({ code }) => code)).toEqual(['SESSION_DAMAGED']);
    expect(claimOf(home)).toMatchObject({ holder: gone });
  });

  test('is not what stays after a leave', () => {
    const home = drivenHome();
    leaveSync(home, asBot);
    leaveSync(home, mine);
    expect(examineSync(home)).toEqual([]);
    expect(claimOf(home)).toMatchObject({ term: 1 });
    expect(claimOf(home)).not.toHaveProperty('holder');
  });
});

describe('pending files of killed writers', () => {
  test.each([
    ['presence', (home: TestHome) => presencePath(home.path, 'demo', idOf(home)), 'tmp'],
    ['claim', ({ path }: TestHome) => claimPath(path, 'demo', claimKey(focus)), 'tmp'],
    ['machine', ({ path }: TestHome) => machinePath(path), 'tmp'],
    ['lock of the claims', ({ path }: TestHome) => rosterLockPath(path, 'demo'), 'mode'],
    [
      'lock of a presence',
      (h: TestHome) => lockPathOf(presencePath(h.path, 'demo', idOf(h))),
      'mode',
    ],
  ])('of a %s are found and removed', (_, of, extension) => {
    const home = drivenHome();
    const target = of(home);
    const name = target.slice(target.lastIndexOf('/') + 1);
    const path = join(dirname(target), `.${name}.abcdefghijkl.${extension}`);
    home.write(path, extension === 'mode' ? '' : 'half');
    utimesSync(path, 0, 0);
    expect(examineSync(home)).toMatchObject([{ code: 'ORPHAN', path, facts: { target } }]);
    expect(repairSync(home)).toMatchObject([{ state: 'fixed' }]);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(join(dirname(target), `${claimKey(focus)}.lock`))).toBe(false);
  });
});

test('a lock file of the roster that is none is found, and left to a person', () => {
  const home = drivenHome();
  for (const path of [
    rosterLockPath(home.path, 'demo'),
    lockPathOf(machinePath(home.path)),
    lockPathOf(presencePath(home.path, 'demo', idOf(home))),
  ]) {
    rmSync(path, { force: true });
    mkdirSync(path);
    expect(examineSync(home)).toMatchObject([{ code: 'LOCK_UNUSABLE', path, fix: undefined }]);
    rmSync(path, { recursive: true });
  }
});

test('what a later version keeps there is left alone', () => {
  const home = drivenHome();
  for (const name of ['motors.json', 'git/config', 'roster/demo/motor.json', 'roster/demo/x/y']) {
    const path = join(ownDirectory(home.path), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '!', { mode: 0o666 });
    chmodSync(path, 0o666);
  }
  expect(examineSync(home)).toEqual([]);
});

describe('the term of a claim', () => {
  test('never goes back: after a record was moved aside, the next one starts above all it can have been', () => {
    const home = drivenHome();
    changeClaim(home, { term: 41 });
    const path = claimPath(home.path, 'demo', claimKey(focus));
    const text = readFileSync(path, 'utf8');
    home.write(path, text.slice(0, -1));
    repairSync(home);
    expect(existsSync(path)).toBe(false);
    setDriveSync(home, mine, 'active');
    const term = Number(claimOf(home)['term']);
    expect(term).toBeGreaterThan(41);
    expect(Number.isSafeInteger(term)).toBe(true);
    home.write(path, 'torn again');
    home.pass(1000);
    repairSync(home);
    setDriveSync(home, mine, 'active');
    expect(claimOf(home)['term']).toBeGreaterThan(term);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('of a record that is of another focus than its name starts anew above it too, and the other stays', () => {
    const home = drivenHome();
    setFocusSync(home, mine, 'wp:WP02');
    const path = claimPath(home.path, 'demo', claimKey('wp:WP02'));
    changeClaim(home, { term: 9 });
    home.write(path, JSON.stringify(claimOf(home)));
    expect(examineSync(home)).toMatchObject([{ code: 'ROSTER_DAMAGED', path }]);
    expect(setDriveSync(home, mine, 'active').warnings).toContainEqual(
      expect.objectContaining({ code: 'CLAIM_NOT_RECORDED' }),
    );
    repairSync(home);
    setDriveSync(home, mine, 'active');
    expect(claimOf(home, 'wp:WP02')).toMatchObject({ focus: 'wp:WP02', holder: idOf(home) });
    expect(claimOf(home, 'wp:WP02')['term']).toBeGreaterThan(9);
    expect(claimOf(home)).toMatchObject({ focus, term: 9 });
  });
});
