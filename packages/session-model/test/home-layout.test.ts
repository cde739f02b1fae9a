import { describe, expect, test } from 'vitest';
import {
  aliasesDirectory,
  claimPath,
  claimsDirectory,
  confirmedEnginesPath,
  directoriesTo,
  documentOf,
  engineChoicePath,
  engineStatePath,
  hooksDirectory,
  issuerDirectory,
  ledgerLockPath,
  ledgerPath,
  lockPathOf,
  longestMissionId,
  machinePath,
  missionDirectory,
  missionsDirectory,
  ownDirectory,
  participantDirectory,
  pinPath,
  pointerLockPath,
  pointerPath,
  presenceDirectory,
  presencePath,
  pythonTempPath,
  quarantineName,
  rosterDirectory,
  rosterLockPath,
  rostersDirectory,
  sessionLockPath,
  sessionPath,
  shownDirectory,
  shownPath,
} from '../src/index.ts';
import { timestamp } from './session-samples.ts';

const own = { missionId: 'demo' };
const bot = { missionId: 'demo', alias: 'bot' };

const somebody = '01JEXAMP0E0000000000000000';
const key = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

const places: readonly (readonly [string, (home: string) => string, string])[] = [
  ['the missions', missionsDirectory, '/missions'],
  ['a mission', (home) => missionDirectory(home, 'demo'), '/missions/demo'],
  ['the aliases of a mission', (home) => aliasesDirectory(home, 'demo'), '/missions/demo/as'],
  ['the owner of the home', (home) => participantDirectory(home, own), '/missions/demo'],
  ['an alias', (home) => participantDirectory(home, bot), '/missions/demo/as/bot'],
  ['a session', (home) => sessionPath(home, own), '/missions/demo/session.json'],
  ['its lock', (home) => sessionLockPath(home, own), '/missions/demo/session.lock'],
  ['a session of an alias', (home) => sessionPath(home, bot), '/missions/demo/as/bot/session.json'],
  ['its lock too', (home) => sessionLockPath(home, bot), '/missions/demo/as/bot/session.lock'],
  ['the pointer', pointerPath, '/session.json'],
  ['the lock of the pointer', pointerLockPath, '/session.lock'],
  ["Python's temp file", (home) => pythonTempPath(pointerPath(home)), '/session.tmp'],
  ['the ledgers', issuerDirectory, '/issuer'],
  ['a ledger', (home) => ledgerPath(home, 'demo'), '/issuer/demo.json'],
  ['a ledger of a dotted id', (home) => ledgerPath(home, 'v1.json'), '/issuer/v1.json.json'],
  ['the lock of a ledger', (home) => ledgerLockPath(home, 'v1.json'), '/issuer/v1.json.lock'],
  ['a pin', pinPath, '/.mission'],
  ['what nobody else knows', ownDirectory, '/missionctl'],
  ["the machine's id", machinePath, '/missionctl/machine.json'],
  ['what agents were shown', hooksDirectory, '/missionctl/hooks'],
  ['the same of a mission', (home) => shownDirectory(home, 'demo'), '/missionctl/hooks/demo'],
  [
    'what an agent was shown',
    (home) => shownPath(home, 'demo', somebody.toLowerCase()),
    `/missionctl/hooks/demo/${somebody}.json`,
  ],
  ['the rosters', rostersDirectory, '/missionctl/roster'],
  ['a roster', (home) => rosterDirectory(home, 'demo'), '/missionctl/roster/demo'],
  ['its lock', (home) => rosterLockPath(home, 'demo'), '/missionctl/roster/demo/roster.lock'],
  [
    'those who are present',
    (home) => presenceDirectory(home, 'demo'),
    '/missionctl/roster/demo/presence',
  ],
  [
    'one who is present',
    (home) => presencePath(home, 'demo', somebody.toLowerCase()),
    `/missionctl/roster/demo/presence/${somebody}.json`,
  ],
  ['the engine', (home) => engineChoicePath(home, 'demo'), '/missionctl/roster/demo/engine.json'],
  [
    'what the engine is owed',
    (home) => engineStatePath(home, 'demo'),
    '/missionctl/roster/demo/engine-state.json',
  ],
  ['the confirmed engines', confirmedEnginesPath, '/missionctl/engines.json'],
  ['the claims', (home) => claimsDirectory(home, 'demo'), '/missionctl/roster/demo/claims'],
  ['a claim', (home) => claimPath(home, 'demo', key), `/missionctl/roster/demo/claims/${key}.json`],
];

describe('the path of', () => {
  test.each(places)('%s', (_, place, below) => {
    expect(place('/home/me/.spec-kitty')).toBe(`/home/me/.spec-kitty${below}`);
    expect(place('/')).toBe(below);
    expect(place('/h/')).toBe(`/h${below}`);
    expect(place('/a\\b')).toBe(`/a\\b${below}`);
  });

  test.each(places)('%s on Windows', (_, place, below) => {
    const path = below.replaceAll('/', '\\');
    expect(place('C:\\Users\\me')).toBe(`C:\\Users\\me${path}`);
    expect(place('C:\\')).toBe(`C:${path}`);
    expect(place('c:/Users')).toBe(`c:/Users${path}`);
    expect(place('\\\\server\\share')).toBe(`\\\\server\\share${path}`);
  });
});

test('the directories to a session go from the home down to its own', () => {
  expect(directoriesTo('/h', own)).toEqual(['/h', '/h/missions', '/h/missions/demo']);
  expect(directoriesTo('/h', bot)).toEqual([
    '/h',
    '/h/missions',
    '/h/missions/demo',
    '/h/missions/demo/as',
    '/h/missions/demo/as/bot',
  ]);
});

test('a document and its lock are in one directory', () => {
  for (const address of [own, bot]) {
    expect(lockPathOf(sessionPath('/h', address))).toBe(sessionLockPath('/h', address));
  }
});

describe('a path of a home', () => {
  const documents = [
    '/session.json',
    '/missions/demo/session.json',
    '/missions/demo/as/bot/session.json',
    '/issuer/demo.json',
    '/issuer/v1.json.json',
    '/missionctl/machine.json',
    `/missionctl/roster/demo/presence/${somebody}.json`,
    `/missionctl/roster/demo/claims/${key}.json`,
    '/missionctl/roster/demo/engine.json',
    '/missionctl/roster/demo/engine-state.json',
    '/missionctl/engines.json',
    `/missionctl/hooks/demo/${somebody}.json`,
  ];

  test.each(documents)('%s is a document of ours, and its lock belongs to it', (below) => {
    for (const home of ['/home/me/.spec-kitty', '/h.lock/h.json', '/h/', '/']) {
      const path = `${home.replace(/\/$/, '')}${below}`;
      expect(documentOf(home, path)).toBe(path);
      expect(documentOf(home, lockPathOf(path))).toBe(path);
    }
    const path = below.replaceAll('/', '\\');
    expect(documentOf('C:\\me', `C:\\me${path}`)).toBe(`C:\\me${path}`);
  });

  test.each(['demo.json', 'demo.lock', 'a.jsonb', 'a.lock.json'])(
    'the mission %s has documents as any other has',
    (missionId) => {
      for (const path of [sessionPath('/h', { missionId }), ledgerPath('/h', missionId)]) {
        expect(documentOf('/h', path)).toBe(path);
        expect(documentOf('/h', lockPathOf(path))).toBe(path);
      }
    },
  );

  test.each([
    '/config.json',
    '/.vim.lock',
    '/session.jsonc',
    '/session',
    '/auth/session.json',
    '/missions/session.json',
    '/missions/demo/config.json',
    '/missions/demo/as/session.json',
    '/missions/demo/as/Bot/session.json',
    '/missions/demo/as/bot/notes/session.json',
    '/missions/con/session.json',
    '/issuer/session.txt',
    '/issuer/demo/session.json',
    '/issuer/..json',
    '/missionctl/later.json',
    '/missionctl/roster/demo/roster.json',
    '/missionctl/roster/con/presence/01JEXAMP0E0000000000000000.json',
    '/missionctl/roster/demo/presence/somebody.json',
    '/missionctl/roster/demo/claims/DA39A3EE5E6B4B0D3255BFEF95601890AFD80709.json',
    '/missionctl/roster/demo/engines.json',
    '/missionctl/hooks/demo/somebody.json',
    '/missionctl/hooks/con/01JEXAMP0E0000000000000000.json',
    '',
  ])('%s belongs to others', (below) => {
    expect(documentOf('/h', `/h${below}`)).toBeUndefined();
    expect(documentOf('/h', `/other${below}`)).toBeUndefined();
  });
});

test('a damaged file keeps its name, and gets the time of its quarantine', () => {
  const at = timestamp('2026-02-15T13:16:02.154627Z');
  expect(quarantineName('session.json', at)).toBe('session.json.damaged-20260215T131602154627Z');
  expect(quarantineName('/h/session.json', at)).toBe(
    '/h/session.json.damaged-20260215T131602154627Z',
  );
});

describe('no path is built from', () => {
  const outside = ['..', '.', '', '/etc', 'a/b', 'a\\b', '../x', 'a\0b', 'con'];

  test.each(outside)('the mission %j', (missionId) => {
    for (const place of [missionDirectory, aliasesDirectory, ledgerPath, ledgerLockPath]) {
      expect(() => place('/h', missionId)).toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_ID', kind: 'mission-id' }),
      );
    }
    for (const place of [directoriesTo, participantDirectory, sessionPath, sessionLockPath]) {
      expect(() => place('/h', { missionId })).toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_ID', kind: 'mission-id' }),
      );
    }
  });

  test.each(outside)('the alias %j', (alias) => {
    for (const place of [directoriesTo, participantDirectory, sessionPath, sessionLockPath]) {
      expect(() => place('/h', { missionId: 'demo', alias })).toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_ID', kind: 'alias' }),
      );
    }
  });
});

test.each(['', 'da39', `${key}0`, key.toUpperCase(), '../../x'])(
  'no claim has the key %j',
  (other) => {
    expect(() => claimPath('/h', 'demo', other)).toThrow(TypeError);
  },
);

test('every name made of the longest ids fits a disk, pending and moved aside too', () => {
  const address = { missionId: 'x'.repeat(longestMissionId), alias: 'y'.repeat(32) };
  const paths = [
    sessionPath('/h', address),
    ledgerPath('/h', address.missionId),
    ledgerLockPath('/h', address.missionId),
  ];
  const names = paths
    .flatMap((path) => [path, quarantineName(path, timestamp('2026-02-15T13:16:02.154627Z'))])
    .flatMap((path) => path.split('/'))
    .map((name) => `.${name}.abcdefghijkl.tmp`);
  expect(Math.max(...names.map((name) => name.length))).toBeLessThan(255);
});
