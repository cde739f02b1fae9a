import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { sessionPath } from '@missionctl/session-model';
import { bothForms } from '@missionctl/test-support/form';
import { pythonFixture } from '@missionctl/test-support/python-fixture';
import { temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { storeBy } from './bound-store.ts';

const mission = { missionId: 'mission-abc-123' };
const homes = ['fresh-join', 'after-update'];
const tenKeys = [
  ...['mission_id', 'mission_run_id', 'participant_id', 'role', 'joined_at', 'last_activity_at'],
  ...['drive_intent', 'focus', 'session_token', 'saas_api_url'],
];

/** A home as spec-kitty's Python CLI 1.x writes it. */
function pythonHome(name: string): string {
  const home = temporaryHome();
  cpSync(pythonFixture(name), home, { recursive: true });
  return home;
}

/** What the Python CLI does with a session: its required keys, its times, its temporal check. */
const pythonReader = `
import json, sys
from datetime import datetime
with open(sys.argv[1]) as file:
    data = json.load(file)
joined, last = (datetime.fromisoformat(data[key]) for key in ("joined_at", "last_activity_at"))
if joined > last:
    sys.exit("temporal violation")
print(json.dumps([list(data), data["focus"], data["drive_intent"], joined.isoformat()]))
`;

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']);
const hasPython = python.status === 0;
if (!hasPython) console.warn('SKIPPED: no python3 (3.11 or newer) to read the files with');

describe.each(bothForms)('a session file of the Python CLI (%s)', (form) => {
  test.each(homes)(
    '%s: an update changes the fields that it names, and nothing else',
    async (name) => {
      const home = pythonHome(name);
      const path = sessionPath(home, mission);
      const before = readFileSync(path, 'utf8');
      const store = storeBy(form, { home, clock: () => Date.UTC(2026, 1, 20, 9, 30, 0, 250) });
      expect(await store.load(mission)).toMatchObject({ status: 'joined', dialect: 'naive-local' });
      await store.update(mission, { focus: 'wp:WP02', driveIntent: 'active' });
      const after = readFileSync(path, 'utf8');
      expect(Object.keys(JSON.parse(after) as object)).toEqual(tenKeys);
      const changed = (text: string): string =>
        text
          .replace(/"last_activity_at": "[^"]*"/, '"last_activity_at": ')
          .replace(/"focus": [^,]*/, '"focus": ')
          .replace(/"drive_intent": "[^"]*"/, '"drive_intent": ');
      expect(changed(after)).toBe(changed(before));
      expect(after).toContain('"joined_at": "2026-02-15T14:16:02",\n');
      expect(after).toMatch(/"last_activity_at": "2026-02-\d\dT\d\d:\d\d:00\.250000",\n/);
    },
  );

  test('an update at a full second leaves the fraction out, as Python does', async () => {
    const home = pythonHome('fresh-join');
    const store = storeBy(form, { home, clock: () => Date.UTC(2026, 1, 20, 9, 30) });
    await store.update(mission, {});
    const file = readFileSync(sessionPath(home, mission), 'utf8');
    expect(file).toMatch(/"last_activity_at": "2026-02-\d\dT\d\d:\d\d:00",\n/);
  });

  test.runIf(hasPython).each(homes)(
    '%s is still valid for Python after an update',
    async (name) => {
      const home = pythonHome(name);
      const path = sessionPath(home, mission);
      const store = storeBy(form, { home, clock: () => Date.UTC(2026, 1, 20, 9, 30) + 0.001 });
      await store.update(mission, { focus: 'wp:WP02', driveIntent: 'active' });
      const { stdout, stderr } = spawnSync('python3', ['-c', pythonReader, path], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual([tenKeys, 'wp:WP02', 'active', '2026-02-15T14:16:02']);
    },
  );

  test.runIf(hasPython)(
    'a clock that goes back never makes a violation that Python sees',
    async () => {
      const home = pythonHome('after-update');
      const path = sessionPath(home, mission);
      const store = storeBy(form, { home, clock: () => Date.UTC(2020, 0, 1) });
      await store.update(mission, { focus: null });
      const { stdout, stderr } = spawnSync('python3', ['-c', pythonReader, path], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual([tenKeys, null, 'active', '2026-02-15T14:16:02']);
    },
  );
});
