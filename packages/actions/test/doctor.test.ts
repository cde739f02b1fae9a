import {
  chmodSync,
  chownSync,
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
import { dirname, join } from 'node:path';
import {
  issuerDirectory,
  lockPathOf,
  missionDirectory,
  pointerPath,
  sessionLockPath,
  sessionPath,
  timestampFromMs,
} from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import {
  type FileSystemState,
  type Finding,
  type FixKind,
  findingFixes,
  leaveSync,
  setFocusSync,
} from '../src/index.ts';
import { actionsBy, bothForms } from './both-forms.ts';
import {
  evidence,
  joined,
  pinnedDirectory,
  startMs,
  type TestHome,
  testHome,
} from './test-home.ts';

const far = '9999-12-31T23:59:59.999999Z';
/** What the system says of a local disk with room. */
const roomyDisk: FileSystemState = {
  type: 0xef53,
  refusal: undefined,
  freeBytes: 1e9,
  freeFiles: 1e6,
};

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

/** A pending file that was left long ago. */
function leaveOrphan(path: string): void {
  writeFileSync(path, 'half of a session', { mode: 0o600 });
  utimesSync(path, 0, 0);
}

function codesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))].toSorted();
}

/** A home in which nearly everything is wrong at once. */
function sickHome(): TestHome {
  const home = testHome();
  for (const id of ['sound', 'broken', 'reversed', 'mixed', 'focusless', 'Team']) joined(home, id);
  joined(home, 'gone');
  leaveSync(home, evidence());
  const at = (missionId: string): string => sessionPath(home.path, { missionId });
  home.write(join(dirname(missionDirectory(home.path, 'sound')), '_old/note'), 'kept');
  home.write(at('broken'), '{ "mission_id": ');
  home.edit({ missionId: 'reversed' }, { last_activity_at: '2025-01-01T00:00:00.000000Z' });
  home.edit({ missionId: 'mixed' }, { last_activity_at: '2026-03-02T12:00:00.000000' });
  home.edit({ missionId: 'focusless' }, { focus: 'nonsense' });
  for (const name of ['reversed', 'mixed', 'focusless']) chmodSync(at(name), 0o644);
  home.write(at('team'), readFileSync(at('Team'), 'utf8'));
  chmodSync(missionDirectory(home.path, 'sound'), 0o755);
  leaveOrphan(join(missionDirectory(home.path, 'sound'), '.session.json.abcdefghijkl.tmp'));
  home.write(join(missionDirectory(home.path, 'sound'), 'session.tmp'), 'a token');
  symlinkSync('../sound', join(missionDirectory(home.path, 'mixed'), 'as'));
  home.write(sessionLockPath(home.path, { missionId: 'mixed' }), 'not empty');
  home.write(pointerPath(home.path), '{"active_mission_id":"gone","last_switched_at":null}');
  return home;
}

const decidedByPeople = [
  'ALIASES_NO_DIRECTORY',
  'CASE_COLLISION',
  'FOREIGN_TEMP_FILE',
  'LOCK_UNUSABLE',
  'NAME_INVALID',
];

describe.each(bothForms)('examine and repair, %s', (form) => {
  const { examine, recovery, repair, list } = actionsBy(form);

  describe('of a sound home', () => {
    test('find nothing', async () => {
      const home = testHome();
      joined(home, 'demo', { alias: 'bot' });
      joined(home, 'demo');
      expect(await examine(home)).toEqual([]);
      expect(await repair(home)).toEqual([]);
    });

    test('which is not there yet, leave it so', async () => {
      const home = testHome();
      expect(await examine(home)).toEqual([]);
      expect(await repair(home)).toEqual([]);
      expect(existsSync(home.path)).toBe(false);
    });

    test('do not look at what belongs to others', async () => {
      const home = testHome();
      joined(home, 'demo');
      for (const name of ['config.toml', 'queue.db', 'clock.json']) {
        writeFileSync(join(home.path, name), 'theirs');
        chmodSync(join(home.path, name), 0o666);
      }
      mkdirSync(join(home.path, 'auth'));
      chmodSync(join(home.path, 'auth'), 0o777);
      const before = home.snapshot();
      expect(await repair(home)).toEqual([]);
      expect(home.snapshot()).toEqual(before);
    });
  });

  describe('of a home in which everything is wrong at once', () => {
    test('examine finds it all, and touches nothing', async () => {
      const home = sickHome();
      const before = home.snapshot();
      const found = await examine(home);
      expect(codesOf(found)).toEqual([
        ...decidedByPeople.filter((code) => code !== 'NAME_INVALID'),
        'MODE_TOO_WIDE',
        'NAME_INVALID',
        'ORPHAN',
        'POINTER_DANGLING',
        'SESSION_DAMAGED',
        'SESSION_INVALID',
        'TIMESTAMPS_MIXED',
      ]);
      expect(home.snapshot()).toEqual(before);
    });

    test('repair does what nobody has to decide, and no content is lost', async () => {
      const home = sickHome();
      await repair(home);
      expect(codesOf(await examine(home))).toEqual([
        ...decidedByPeople,
        'SESSION_INVALID',
        'TIMESTAMPS_MIXED',
      ]);
      const broken = readdirSync(missionDirectory(home.path, 'broken'));
      const aside = broken.find((name) => name.startsWith('session.json.damaged-')) ?? '';
      const kept = readFileSync(join(missionDirectory(home.path, 'broken'), aside), 'utf8');
      expect(kept).toBe('{ "mission_id": ');
      const reversed = JSON.parse(home.text({ missionId: 'reversed' }));
      expect(reversed.last_activity_at).toBe(reversed.joined_at);
      expect(modeOf(sessionPath(home.path, { missionId: 'focusless' }))).toBe(0o600);
      expect(modeOf(missionDirectory(home.path, 'sound'))).toBe(0o700);
      expect(readdirSync(missionDirectory(home.path, 'sound')).toSorted()).toEqual([
        'session.json',
        'session.lock',
        'session.tmp',
      ]);
      expect(home.pointed()).toBe(null);
    });

    test('each finding has what became of it; a fix that fails does not stop the others', async () => {
      const found = await repair(sickHome());
      for (const { state, fix } of found) expect(state === 'advice').toBe(fix === undefined);
      // Its lock file is unusable, so that nothing beside it can be changed.
      expect(found.find(({ code }) => code === 'TIMESTAMPS_MIXED')).toMatchObject({
        state: 'failed',
        error: { code: 'ERR_LOCK_UNAVAILABLE' },
      });
      expect(found.find(({ code }) => code === 'POINTER_DANGLING')).toMatchObject({
        state: 'fixed',
        result: { done: 'forget-mission', missionId: 'gone' },
      });
    });

    test('the fix of each finding is the one of the table, or none', async () => {
      for (const { code, fix } of await examine(sickHome())) {
        const allowed: readonly (FixKind | undefined)[] = [
          findingFixes[code] ?? undefined,
          undefined,
        ];
        expect(allowed, code).toContain(fix);
      }
    });
  });

  describe('of a home of which there is a snapshot by hard links', () => {
    test('say so once, and move nothing', async () => {
      const home = testHome();
      for (const id of ['demo', 'other']) joined(home, id);
      joined(home, 'demo', { alias: 'bot' });
      const names = readdirSync(home.path, { recursive: true }).map(String);
      const files = names.filter((name) => statSync(join(home.path, name)).isFile());
      for (const name of files) {
        mkdirSync(dirname(join(home.path, '..', 'snapshot', name)), { recursive: true });
        linkSync(join(home.path, name), join(home.path, '..', 'snapshot', name));
      }
      const before = home.snapshot();
      const [found, ...others] = await repair(home);
      expect(others).toEqual([]);
      expect(found).toMatchObject({ code: 'FILES_SHARED', path: home.path, state: 'advice' });
      const shared = found?.code === 'FILES_SHARED' ? found.facts.files : [];
      expect(shared.toSorted()).toEqual(files.map((name) => join(home.path, name)).toSorted());
      expect(home.snapshot()).toEqual(before);
    });
  });

  describe('of modes', () => {
    test.each([0o644, 0o664, 0o640])('a session of mode %o becomes 0600', async (mode) => {
      const home = testHome();
      const path = sessionPath(home.path, joined(home, 'demo'));
      chmodSync(path, mode);
      const finding = {
        code: 'MODE_TOO_WIDE',
        path,
        facts: { what: 'file', mode, wanted: 0o600 },
        fix: 'set-mode',
        closed: false,
      };
      expect(await examine(home)).toEqual([finding]);
      const result = { done: 'set-mode', mode: 0o600 };
      expect(await repair(home)).toEqual([{ ...finding, state: 'fixed', result }]);
      expect(modeOf(path)).toBe(0o600);
    });

    test('what everyone can write shows what it says, and is repaired once it is trusted', async () => {
      const home = testHome();
      const address = joined(home, 'demo', { alias: 'bot' });
      joined(home, 'demo');
      const { participant_id: participantId } = JSON.parse(home.text(address));
      const session = sessionPath(home.path, address);
      const ledger = join(issuerDirectory(home.path), 'demo.json');
      const paths = [issuerDirectory(home.path), pointerPath(home.path), session, ledger];
      for (const path of paths) chmodSync(path, path.endsWith('.json') ? 0o666 : 0o777);
      const before = home.snapshot();
      const identities = [{ alias: 'bot', participantId }, { alias: '' }];
      const written = [
        { what: 'ledger', path: ledger, missionId: 'demo', identities },
        { what: 'pointer', path: pointerPath(home.path), missionId: 'demo' },
        {
          what: 'session',
          path: session,
          ...address,
          participantId,
          role: 'developer',
          focus: null,
        },
        { what: 'ledger', path: ledger, missionId: 'demo', identities },
      ];
      const found = paths.map((path, at) => ({
        code: 'UNSAFE_FILE',
        path,
        facts: { reason: 'mode', content: [written[at]] },
      }));
      const untouched = found.map((each) => ({ ...each, fix: undefined }));
      expect(await examine(home)).toMatchObject(untouched);
      expect(await repair(home)).toMatchObject(untouched);
      expect(await repair(home, { trusted: [home.path, `${session}.other`] })).toMatchObject(
        untouched,
      );
      expect(home.snapshot()).toEqual(before);
      const fixed = found.map((each) => ({ ...each, fix: 'set-mode', state: 'fixed' }));
      expect(await repair(home, { trusted: paths })).toMatchObject(fixed);
      expect(await examine(home)).toEqual([]);
      expect(home.pointed()).toBe('demo');
    });

    test('ledgers and directories are private too; the home may be read by others', async () => {
      const home = testHome();
      joined(home, 'demo', { alias: 'bot' });
      const ledger = join(issuerDirectory(home.path), 'demo.json');
      const aliases = join(missionDirectory(home.path, 'demo'), 'as');
      chmodSync(home.path, 0o755);
      chmodSync(ledger, 0o644);
      chmodSync(aliases, 0o750);
      expect(await examine(home)).toMatchObject([
        { path: aliases, facts: { what: 'directory', wanted: 0o700 } },
        { path: ledger, facts: { what: 'file', wanted: 0o600 } },
      ]);
    });

    test('a mode that is too narrow is set as well', async () => {
      const home = testHome();
      const path = sessionPath(home.path, joined(home, 'demo'));
      chmodSync(path, 0o200);
      const found = await repair(home);
      expect(found).toMatchObject([{ code: 'MODE_TOO_NARROW', facts: { mode: 0o200 } }]);
    });

    test('behind a home that everyone can write, examine finds what repair finds', async () => {
      const home = testHome();
      joined(home, 'demo');
      home.edit({ missionId: 'demo' }, { last_activity_at: '2025-01-01T00:00:00.000000Z' });
      chmodSync(home.path, 0o777);
      const before = home.snapshot();
      expect(await examine(home)).toMatchObject([{ code: 'UNSAFE_FILE', fix: undefined }]);
      const trusting = { trusted: [home.path] };
      const examined = await examine(home, trusting);
      expect(examined).toMatchObject([
        { code: 'UNSAFE_FILE', facts: { refuses: 'home', wanted: 0o700 }, fix: 'set-mode' },
        { code: 'SESSION_INVALID', fix: 'raise-activity' },
      ]);
      expect(home.snapshot()).toEqual(before);
      const repaired = await repair(home, trusting);
      expect(repaired).toMatchObject(examined.map(({ code, fix }) => ({ code, fix })));
      expect(modeOf(home.path)).toBe(0o700);
    });

    test('a file of several names is left to people', async () => {
      const home = testHome();
      const path = sessionPath(home.path, joined(home, 'demo'));
      chmodSync(path, 0o644);
      linkSync(path, `${home.path}.second`);
      const [found, ...others] = await examine(home);
      expect(others).toEqual([]);
      expect(found).toMatchObject({ code: 'FILES_SHARED', facts: { files: [path] } });
    });
  });

  describe('of sessions', () => {
    test('mixed times become UTC, and nothing else is changed', async () => {
      const home = testHome();
      const address = joined(home, 'demo');
      home.edit(address, { last_activity_at: '2026-03-02T12:00:00.000000', later: true });
      const finding = { code: 'TIMESTAMPS_MIXED', facts: { missionId: 'demo' }, fix: 'write-utc' };
      expect(await examine(home)).toMatchObject([finding]);
      const before = JSON.parse(home.text(address));
      expect(await repair(home)).toMatchObject([
        { ...finding, state: 'fixed', result: { done: 'write-utc' } },
      ]);
      expect(JSON.parse(home.text(address))).toEqual({
        ...before,
        last_activity_at: expect.stringMatching(/Z$/),
      });
      expect(await examine(home)).toEqual([]);
    });

    test('times that are the wrong way round are put right, whatever else is invalid', async () => {
      const home = testHome();
      const address = joined(home, 'demo');
      const early = '2025-01-01T00:00:00.000000Z';
      home.edit(address, { last_activity_at: early, focus: 'nonsense' });
      const found = await repair(home);
      expect(found).toMatchObject([
        {
          code: 'SESSION_INVALID',
          facts: { issue: { code: 'JOINED_AFTER_ACTIVITY' }, errors: [{}, { field: 'focus' }] },
          state: 'fixed',
          result: { done: 'raise-activity', lastActivityAt: timestampFromMs(startMs) },
        },
        { code: 'SESSION_INVALID', facts: { issue: { field: 'focus' } }, state: 'advice' },
      ]);
      expect(JSON.parse(home.text(address)).focus).toBe('nonsense');
    });

    test.each([
      ['both times', { joined_at: far, last_activity_at: far }],
      ['joining alone', { joined_at: far }],
      ['the last activity alone', { last_activity_at: far }],
      // What would read it as reversed by a change of the clock, or write it in UTC, writes 9999.
      ['the last activity, mixed', { last_activity_at: '9999-06-01T00:00:00' }],
    ])('times in the year 9999 are lowered: %s', async (_, keys) => {
      const home = testHome();
      const address = joined(home, 'demo');
      home.edit(address, { focus: 'nonsense', ...keys });
      const found = await repair(home);
      const [lowered] = found.filter(({ code }) => code === 'TIMESTAMPS_AHEAD');
      expect(lowered).toMatchObject({ state: 'fixed', result: { done: 'lower-times' } });
      expect(found.some(({ fix }) => fix === 'raise-activity')).toBe(false);
      const { joined_at, last_activity_at, focus } = JSON.parse(home.text(address));
      expect(joined_at <= last_activity_at).toBe(true);
      expect(last_activity_at < timestampFromMs(startMs + 60_000)).toBe(true);
      expect(focus).toBe('nonsense');
      expect((await examine(home)).map(({ code }) => code)).toEqual(['SESSION_INVALID']);
    });

    test('a damaged session is moved aside, and then the pointer is found dangling', async () => {
      const home = testHome();
      const path = sessionPath(home.path, joined(home, 'demo'));
      home.write(path, '{');
      const found = await repair(home);
      expect(found).toMatchObject([
        {
          code: 'SESSION_DAMAGED',
          path,
          facts: { missionId: 'demo', fault: 'unparseable', issues: [{ code: 'JSON_SYNTAX' }] },
          state: 'fixed',
          result: { done: 'move-aside', quarantined: expect.stringContaining(`${path}.damaged-`) },
        },
        { code: 'POINTER_DANGLING', facts: { missionId: 'demo' }, state: 'fixed' },
      ]);
      expect((await list(home)).sessions).toEqual([]);
    });

    test('what stands in the place of a directory is found, and nothing is promised', async () => {
      const home = testHome();
      joined(home, 'demo');
      const mission = missionDirectory(home.path, 'afile');
      const aliases = join(missionDirectory(home.path, 'demo'), 'as');
      // So that aliases are looked for, whatever is in their place.
      mkdirSync(join(missionDirectory(home.path, 'demo'), 'notes'));
      for (const path of [mission, aliases]) writeFileSync(path, 'theirs', { mode: 0o600 });
      const found = [
        { code: 'HOME_UNUSABLE', path: mission, fix: undefined },
        {
          code: 'ALIASES_NO_DIRECTORY',
          path: aliases,
          facts: { missionId: 'demo', kind: 'file' },
          fix: undefined,
        },
      ];
      expect(await examine(home)).toMatchObject(found);
      expect(await repair(home)).toMatchObject(found);
    });

    test.runIf(process.getuid?.() === 0)(
      'one of another user is looked at by root, and left alone',
      async () => {
        const home = testHome();
        const path = sessionPath(home.path, joined(home, 'demo'));
        chownSync(path, 65_534, 65_534);
        chmodSync(path, 0o644);
        expect(await repair(home)).toMatchObject([
          { code: 'MODE_TOO_WIDE', path, fix: undefined, state: 'advice' },
        ]);
        expect(modeOf(path)).toBe(0o644);
      },
    );

    test('of two that differ by case the one that nobody has joined is named, with what is in it', async () => {
      const home = testHome();
      joined(home, 'Team');
      const unused = missionDirectory(home.path, 'TEAM');
      mkdirSync(unused, { mode: 0o700 });
      const facts = { missionId: 'TEAM', other: 'Team', unused: [] };
      expect(await examine(home)).toMatchObject([{ code: 'CASE_COLLISION', path: unused, facts }]);
      home.write(sessionLockPath(home.path, { missionId: 'TEAM' }), '');
      expect(await examine(home)).toMatchObject([{ facts: { unused: ['session.lock'] } }]);
    });

    test('a directory of root below the home, which takes no write, is found', async () => {
      const home = testHome();
      const path = dirname(sessionPath(home.path, joined(home, 'demo')));
      const fileSystem = (at: string): FileSystemState => ({
        ...roomyDisk,
        refusal: at === path ? 'EACCES' : undefined,
      });
      // One of this user's own is a matter of its mode.
      expect(await examine(home, { fileSystem })).toEqual([]);
      if (process.getuid?.() !== 0) return;
      chownSync(path, 12_345, 12_345);
      expect(await examine(home, { fileSystem })).toMatchObject([
        { code: 'HOME_NOT_WRITABLE', path, facts: { reason: 'denied' } },
      ]);
    });

    test('missions whose names differ by case only are found once', async () => {
      const home = testHome();
      joined(home, 'Team');
      const text = home.text({ missionId: 'Team' });
      home.write(sessionPath(home.path, { missionId: 'team' }), text.replace('"Team"', '"team"'));
      expect(await examine(home)).toMatchObject([
        {
          code: 'CASE_COLLISION',
          path: missionDirectory(home.path, 'team'),
          facts: { missionId: 'team', other: 'Team' },
        },
      ]);
    });
  });

  describe('of the pointer and pins', () => {
    test('a damaged pointer is moved aside', async () => {
      const home = testHome();
      joined(home, 'demo');
      const path = pointerPath(home.path);
      home.write(path, '[]');
      const [found, ...others] = await repair(home);
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        code: 'POINTER_DAMAGED',
        path,
        facts: { fault: 'wrong-shape' },
      });
      const aside = readdirSync(home.path).find((name) => name.startsWith('session.json.damaged-'));
      const kept = join(home.path, aside ?? '');
      expect(readFileSync(kept, 'utf8')).toBe('[]');
      expect(await examine(home)).toEqual([]);
      expect(await recovery(home)).toMatchObject({
        movedAside: [{ path: kept, what: 'pointer', address: undefined, issues: [{}] }],
        wayBack: { join: undefined, switchTo: 'demo' },
      });
    });

    test('the previous mission may dangle as well as the active one', async () => {
      const home = testHome();
      home.write(
        pointerPath(home.path),
        '{"active_mission_id":"one","last_switched_at":null,"previous_mission_id":"two"}',
      );
      const found = await repair(home);
      expect(found.map(({ facts }) => facts)).toEqual([{ missionId: 'one' }, { missionId: 'two' }]);
      expect(await examine(home)).toEqual([]);
    });

    test('a pin that names a mission that nobody is joined in dangles', async () => {
      const home = testHome();
      const { below: directory, path } = pinnedDirectory('demo');
      const dangling = { code: 'PIN_DANGLING', path, facts: { missionId: 'demo' }, fix: undefined };
      expect(await examine(home, { directory })).toMatchObject([dangling]);
      expect(await repair(home, { directory })).toMatchObject([{ ...dangling, state: 'advice' }]);
      joined(home, 'demo', { alias: 'bot' });
      expect(await examine(home, { directory })).toEqual([]);
    });

    test('a pin that is refused is found', async () => {
      const { below: directory, path } = pinnedDirectory('../x');
      expect(await examine(testHome(), { directory })).toMatchObject([
        { code: 'PIN_REFUSED', path, facts: { fault: 'wrong-shape' } },
      ]);
    });
  });

  describe('of files that are left behind', () => {
    test('an orphan is removed once its writer cannot be at work any more', async () => {
      const home = testHome();
      joined(home, 'demo');
      const path = join(missionDirectory(home.path, 'demo'), '.session.json.abcdefghijkl.tmp');
      leaveOrphan(path);
      utimesSync(path, startMs / 1000, startMs / 1000);
      expect(await examine(home)).toEqual([]);
      home.pass(60_000);
      const target = sessionPath(home.path, { missionId: 'demo' });
      expect(await repair(home)).toMatchObject([
        {
          code: 'ORPHAN',
          path,
          facts: { target, bytes: 17 },
          state: 'fixed',
          result: { done: 'remove-orphan', removed: [path] },
        },
      ]);
      expect(existsSync(path)).toBe(false);
    });

    test('an orphan of a lock file is removed as well', async () => {
      const home = testHome();
      joined(home, 'demo');
      const path = join(home.path, '.session.lock.abcdefghijkl.tmp');
      leaveOrphan(path);
      expect(await repair(home)).toMatchObject([{ code: 'ORPHAN', state: 'fixed' }]);
      expect(existsSync(path)).toBe(false);
    });

    test('what a killed creator of a lock file left is removed once it is an hour old', async () => {
      const home = testHome();
      joined(home, 'demo');
      const [old, young] = ['000000000000', '111111111111'].map((letters) => {
        const path = join(home.path, `.session.lock.${letters}.mode`);
        home.write(path, '');
        return path;
      });
      utimesSync(String(old), 0, 0);
      expect(await repair(home)).toMatchObject([
        {
          code: 'ORPHAN',
          path: old,
          facts: { target: join(home.path, 'session.lock'), bytes: 0 },
          state: 'fixed',
          result: { done: 'remove-orphan', removed: [old] },
        },
      ]);
      expect(existsSync(String(young))).toBe(true);
    });

    test('the pending files of other tools are neither found nor removed', async () => {
      const home = testHome();
      joined(home, 'demo', { alias: 'bot' });
      const mission = missionDirectory(home.path, 'demo');
      const theirs = [
        join(home.path, '.config.json.abcdefghijkl.tmp'),
        join(home.path, '.vim.lock.0123456789ab.tmp'),
        join(home.path, '.demo.json.abcdefghijkl.tmp'),
        join(mission, '.notes.json.abcdefghijkl.tmp'),
        join(mission, 'as', '.session.json.abcdefghijkl.tmp'),
        join(issuerDirectory(home.path), '.session.txt.abcdefghijkl.tmp'),
      ];
      const ours = [
        join(issuerDirectory(home.path), '.other.json.abcdefghijkl.tmp'),
        join(mission, 'as', 'bot', '.session.lock.abcdefghijkl.tmp'),
      ];
      for (const path of [...theirs, ...ours]) leaveOrphan(path);
      expect((await repair(home)).map(({ code, path }) => ({ code, path }))).toEqual(
        ours.map((path) => ({ code: 'ORPHAN', path })),
      );
      for (const path of theirs) expect(existsSync(path)).toBe(true);
      for (const path of ours) expect(existsSync(path)).toBe(false);
      expect(readdirSync(home.path).filter((name) => name.endsWith('.lock'))).toEqual([]);
    });

    test('what a killed pin left is found in its directory alone, an hour later', async () => {
      const home = testHome();
      joined(home, 'demo');
      const { directory, below } = pinnedDirectory('demo');
      const pending = join(directory, '.mission.abcdefghijkl.tmp');
      const theirs = join(directory, '.package.json.abcdefghijkl.tmp');
      const young = join(directory, '..mission.000000000000.tmp');
      const path = join(directory, '..mission.abcdefghijkl.tmp');
      for (const each of [pending, theirs, young, path]) leaveOrphan(each);
      utimesSync(young, startMs / 1000, startMs / 1000);
      expect(await examine(home, { directory: below })).toEqual([]);
      const facts = { target: join(directory, '.mission') };
      const found = { code: 'ORPHAN', path, facts, fix: 'remove-orphan' };
      expect(await examine(home, { directory })).toMatchObject([found]);
      expect(await repair(home, { directory })).toMatchObject([
        { ...found, state: 'fixed', result: { removed: [path] } },
      ]);
      for (const each of [pending, theirs, young]) expect(existsSync(each)).toBe(true);
    });

    test('a temp file of the Python CLI is never removed', async () => {
      const home = testHome();
      const path = join(dirname(sessionPath(home.path, joined(home, 'demo'))), 'session.tmp');
      home.write(path, 'a token');
      utimesSync(path, 60, 60);
      expect(await repair(home)).toMatchObject([
        { code: 'FOREIGN_TEMP_FILE', path, facts: { modifiedMs: 60_000 }, state: 'advice' },
      ]);
      expect(readFileSync(path, 'utf8')).toBe('a token');
    });

    test('a lock file that is none is never touched', async () => {
      const home = testHome();
      const ledgerLock = join(issuerDirectory(home.path), 'demo.lock');
      joined(home, 'demo');
      home.write(sessionLockPath(home.path, { missionId: 'demo' }), 'not empty');
      home.write(ledgerLock, '');
      const second = join(issuerDirectory(home.path), 'second');
      linkSync(ledgerLock, second);
      expect(await repair(home)).toMatchObject([
        { code: 'LOCK_UNUSABLE', facts: { reason: 'not-empty', kind: 'file' }, state: 'advice' },
        { code: 'LOCK_UNUSABLE', path: ledgerLock, facts: { reason: 'several-names' } },
      ]);
    });
  });

  test('a lock file whose creator was killed while it published it is a lock file', async () => {
    const home = testHome();
    const lock = sessionLockPath(home.path, joined(home, 'demo'));
    const pending = join(dirname(lock), '.session.lock.abcdefghijkl.tmp');
    linkSync(lock, pending);
    expect(await examine(home)).toEqual([]);
    linkSync(lock, `${lock}.second`);
    expect(await examine(home)).toMatchObject([{ code: 'LOCK_UNUSABLE', path: lock }]);
  });

  test.each(['journal', 'wal', 'shm'])(
    'what has the name of a lock file with -%s is reported and stays, as nothing can be locked',
    async (suffix) => {
      const home = testHome();
      const lock = sessionLockPath(home.path, joined(home, 'demo'));
      const takenPath = `${lock}-${suffix}`;
      const facts = { reason: 'name-taken', kind: 'file', takenPath };
      home.write(takenPath, 'precious');
      expect(await examine(home)).toMatchObject([{ code: 'LOCK_UNUSABLE', path: lock, facts }]);
      expect(await repair(home)).toMatchObject([{ facts, state: 'advice' }]);
      expect(readFileSync(takenPath, 'utf8')).toBe('precious');
      expect(() => setFocusSync(home, evidence(), 'wp:WP01')).toThrow(
        expect.objectContaining({ code: 'ERR_LOCK_UNAVAILABLE', takenPath }),
      );
    },
  );

  test('everything that is in the way of a lock is reported, whether or not a lock file is there', async () => {
    const home = testHome();
    joined(home, 'demo');
    const lock = lockPathOf(pointerPath(home.path));
    rmSync(lock, { force: true });
    mkdirSync(`${lock}-journal`, { mode: 0o700 });
    symlinkSync('nowhere', `${lock}-shm`);
    expect(await examine(home)).toMatchObject([
      { path: lock, facts: { kind: 'directory', takenPath: `${lock}-journal` } },
      { path: lock, facts: { kind: 'symlink', takenPath: `${lock}-shm` } },
    ]);
  });

  describe('of the home itself', () => {
    test('one that is a file is unusable', async () => {
      const home = testHome();
      writeFileSync(home.path, 'a file');
      const facts = { reason: 'not-a-directory' };
      const found = { code: 'HOME_UNUSABLE', path: home.path, facts, fix: undefined };
      expect(await examine(home)).toMatchObject([found]);
      expect(await repair(home)).toMatchObject([{ ...found, state: 'advice' }]);
    });

    test('one behind a link that everyone can write is for its owner to repair', async () => {
      const home = testHome();
      mkdirSync(`${home.path}.real`);
      chmodSync(`${home.path}.real`, 0o777);
      symlinkSync(`${home.path}.real`, home.path);
      const facts = { refuses: 'home', kind: 'directory', reason: 'mode' };
      const found = { code: 'UNSAFE_FILE', path: home.path, facts, fix: undefined };
      expect(await examine(home)).toMatchObject([found]);
      expect(await repair(home)).toMatchObject([found]);
    });

    test.each([
      [0x6969, 'NFS'],
      [0x01021997, '9p'],
      [0xff534d42 | 0, 'CIFS'],
    ])('one on file system type %i is on %s', async (type, name) => {
      const home = testHome();
      const asked: string[] = [];
      const fileSystem = (path: string): FileSystemState => {
        asked.push(path);
        return { ...roomyDisk, type };
      };
      expect(await examine(home, { fileSystem })).toMatchObject([
        { code: 'NETWORK_FILE_SYSTEM', path: home.path, facts: { name } },
      ]);
      expect(asked).toEqual([home.path]);
    });

    test.each([
      ['read-only', { refusal: 'EROFS' }],
      ['denied', { refusal: 'EACCES' }],
      ['full', { freeBytes: 0 }],
      ['no-more-files', { freeFiles: 0 }],
    ])(
      'one that takes no write is %s, or the directory in which it would be made',
      async (reason, state) => {
        const home = testHome();
        const finding = { code: 'HOME_NOT_WRITABLE', facts: { reason }, fix: undefined };
        const fileSystem = (path: string): FileSystemState | undefined =>
          existsSync(path) ? { ...roomyDisk, ...state } : undefined;
        const above = { ...finding, path: dirname(home.path) };
        expect(await examine(home, { fileSystem })).toMatchObject([above]);
        joined(home, 'demo');
        const here = { ...finding, path: home.path };
        expect(await examine(home, { fileSystem })).toMatchObject([here]);
        expect(await repair(home, { fileSystem })).toMatchObject([{ ...here, state: 'advice' }]);
      },
    );

    test('one on a local disk with room, or on one that says nothing, is not mentioned', async () => {
      const silent = { ...roomyDisk, freeBytes: undefined, freeFiles: undefined };
      for (const state of [roomyDisk, silent, undefined]) {
        expect(await examine(testHome(), { fileSystem: () => state })).toEqual([]);
      }
    });
  });
});
