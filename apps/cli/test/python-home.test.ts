import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonFixture } from '@missionctl/test-support/python-fixture';
import { describe, expect, test } from 'vitest';
import { type Success, type TestHome, tempDirectory, testHome } from './support/run.ts';

const mission = 'mission-abc-123';
const tenKeys = [
  'mission_id',
  'mission_run_id',
  'participant_id',
  'role',
  'joined_at',
  'last_activity_at',
  'drive_intent',
  'focus',
  'session_token',
  'saas_api_url',
];

/** A copy of a home as spec-kitty's Python CLI 1.x writes it, with its modes. */
interface PythonHome extends TestHome {
  /** Runs what must succeed, with SPEC_KITTY_HOME only. */
  do(words: string): Promise<Success>;
}

function pythonHome(name: 'fresh-join' | 'after-update'): PythonHome {
  const path = join(tempDirectory(), 'home');
  cpSync(pythonFixture(name), path, { recursive: true });
  const home = testHome(path);
  chmodSync(home.sessionPath(mission), 0o600);
  if (name === 'after-update') chmodSync(join(path, 'session.json'), 0o644);
  const environment = { MISSIONCTL_HOME: '', SPEC_KITTY_HOME: path };
  return { ...home, do: (words) => home.ok(words, { environment }) };
}

/** The text of a key's value in the file, as it is written. */
function written(home: TestHome, key: string): string | undefined {
  return new RegExp(`^  "${key}": (.*?),?$`, 'm').exec(home.read(home.sessionPath(mission)))?.[1];
}

describe('a home that the Python CLI made', () => {
  test('has never seen a roster: looking makes none, and who drives is known by the session', async () => {
    const home = pythonHome('after-update');
    const own = join(home.path, 'missionctl');
    for (const words of ['status', 'focus', 'drive', 'list', 'current', 'validate']) {
      expect([words, (await home.run(words)).stderr.includes('warning')]).toEqual([words, false]);
    }
    const { data } = await home.do('status');
    expect(data).toMatchObject({ session: { drive_intent: 'active' }, claims: [], collisions: [] });
    const { json } = await home.run('doctor --json');
    expect(JSON.stringify(json)).not.toContain(own);
    expect(existsSync(own)).toBe(false);
    const bot = await home.run(`join ${mission} --as bot --role developer`);
    expect(bot.code).toBe(0);
    expect((await home.run('focus wp:WP01 --as bot')).code).toBe(0);
    expect((await home.run('drive active --as bot --json')).json).toMatchObject({
      error_code: 'COLLISION',
    });
    await home.do('drive active');
    expect(written(home, 'drive_intent')).toBe('"active"');
    expect(existsSync(own)).toBe(true);
  });

  test('works with status, list, current and validate', async () => {
    const home = pythonHome('after-update');
    const before = home.read(home.sessionPath(mission));
    expect((await home.do('current')).mission_id).toBe(mission);
    expect((await home.do('status')).data['session']).toMatchObject({
      mission_id: mission,
      participant_id: '01HXN8K3M9PQRSTVWXYZ654321',
      role: 'developer',
      drive_intent: 'active',
      focus: 'wp:WP01',
    });
    expect((await home.do('list')).data).toMatchObject({
      active_mission_id: mission,
      sessions: [{ mission_id: mission, alias: null, state: 'joined', active: true }],
    });
    expect((await home.do('validate')).data).toMatchObject({ sessions: [{ state: 'joined' }] });
    expect(home.read(home.sessionPath(mission))).toBe(before);
  });

  test('without a pointer needs --mission, or a switch', async () => {
    const home = pythonHome('fresh-join');
    expect((await home.do(`status --mission ${mission}`)).resolved_from).toBe('flag');
    await home.do(`switch ${mission}`);
    expect((await home.do('status')).resolved_from).toBe('pointer');
  });

  test.each(['fresh-join', 'after-update'] as const)(
    '%s: focus and drive change their own keys and the activity, in the dialect of the file',
    async (name) => {
      const home = pythonHome(name);
      const before = home.session(mission);
      const joinedAt = written(home, 'joined_at');
      await home.do(`focus wp:WP02 --mission ${mission}`);
      await home.do(`drive active --mission ${mission}`);
      expect(Object.keys(home.session(mission))).toEqual(tenKeys);
      expect(home.session(mission)).toEqual({
        ...before,
        focus: 'wp:WP02',
        drive_intent: 'active',
        last_activity_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
      });
      expect(written(home, 'joined_at')).toBe(joinedAt);
    },
  );

  test.each(['2026-02-15T14:16:02', '2026-02-15T14:16:02.000001', '2026-02-15T14:16:02.154627'])(
    'keeps the joining time %s for ever',
    async (joinedAt) => {
      const home = pythonHome('after-update');
      home.edit(mission, { joined_at: joinedAt });
      await home.do('focus wp:WP02');
      await home.do('drive inactive');
      await home.do(
        'join mission-abc-123 --role observer --participant-id 01HXN8K3M9PQRSTVWXYZ654321',
      );
      expect(written(home, 'joined_at')).toBe(`"${joinedAt}"`);
    },
  );

  test('keeps its token, its URL and its unknown keys', async () => {
    const home = pythonHome('after-update');
    home.edit(mission, { zeta: { deep: [1, null] }, alpha: 'é' });
    await home.do('focus wp:WP02');
    const after = home.session(mission);
    expect(Object.keys(after)).toEqual([...tenKeys, 'zeta', 'alpha']);
    expect(after).toMatchObject({
      session_token: 'sess_01HQRS8ZMBE6XYZABC0123TOK',
      saas_api_url: 'https://api.spec-kitty-saas.com',
      zeta: { deep: [1, null] },
      alpha: 'é',
    });
  });

  test('works with switch and leave', async () => {
    const home = pythonHome('after-update');
    await home.do('join other --role developer');
    expect((await home.do('switch -')).data).toMatchObject({ active_mission_id: mission });
    await home.do('leave --yes');
    expect(home.pointer()).toMatchObject({ active_mission_id: null });
  });

  test('causes no warning by its readable pointer', async () => {
    const home = pythonHome('after-update');
    expect((await home.do('list')).warnings).toEqual([]);
  });
});

/** What the Python CLI does with a session file: load it, and compare its two times. */
const reader = `
import json, sys
from datetime import datetime
with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
session = json.loads(text)
joined = datetime.fromisoformat(session["joined_at"])
active = datetime.fromisoformat(session["last_activity_at"])
print(json.dumps({
    "keys": list(session),
    "ordered": joined <= active,
    "naive": joined.tzinfo is None and active.tzinfo is None,
    "same_text": json.dumps(session, indent=2) == text,
    "focus": session["focus"],
    "drive_intent": session["drive_intent"],
}))
`;

const python = spawnSync('python3', ['-c', 'print(1)'], { encoding: 'utf8' }).stdout === '1\n';
if (!python) console.warn('python3 is not here: that it reads what was written is not tested');

describe('python3 reads the result with its standard library', () => {
  test.skipIf(!python).for(['fresh-join', 'after-update'] as const)('of %s', async (name) => {
    const home = pythonHome(name);
    await home.do(`focus wp:WP02 --mission ${mission}`);
    await home.do(`drive active --mission ${mission}`);
    const read = spawnSync('python3', ['-c', reader, home.sessionPath(mission)], {
      encoding: 'utf8',
    });
    expect(read.stderr).toBe('');
    expect(JSON.parse(read.stdout)).toEqual({
      keys: tenKeys,
      ordered: true,
      naive: true,
      same_text: true,
      focus: 'wp:WP02',
      drive_intent: 'active',
    });
  });
});
