import { chmodSync, existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  confirmedEnginesPath,
  engineChoicePath,
  engineStatePath,
  lockPathOf,
} from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { chooseEngineSync, examineSync, recoverySync, repairSync } from '../src/index.ts';
import { testHome } from './test-home.ts';

const files = [
  ['the engine of a mission', engineChoicePath],
  ['what was seen at an engine', engineStatePath],
  ['the confirmed engines', confirmedEnginesPath],
] as const;

describe.each(files)('a file of %s', (_, pathIn) => {
  test('that is damaged is found, and moved aside with its content', () => {
    const home = testHome();
    chooseEngineSync(home, 'demo', { url: 'memory:' });
    const path = pathIn(home.path, 'demo');
    home.write(path, '{');
    const damaged = { code: 'ROSTER_DAMAGED', path, facts: { of: 'engine' }, fix: 'move-aside' };
    expect(examineSync(home)).toMatchObject([damaged]);
    expect(repairSync(home)).toMatchObject([{ ...damaged, state: 'fixed' }]);
    // Where none is confirmed any more, what may be shared is still looked for.
    const left = path === confirmedEnginesPath(home.path) ? '{"confirmed":[]}' : undefined;
    const now = existsSync(path) ? readFileSync(path, 'utf8').replace(/\s/g, '') : undefined;
    expect(now).toBe(left);
    const [aside] = recoverySync(home).movedAside;
    expect(aside).toMatchObject({ what: 'engine' });
    expect(readFileSync(aside?.path ?? '', 'utf8')).toBe('{');
    expect(examineSync(home)).toEqual([]);
  });

  test('that others can read is made private', () => {
    const home = testHome();
    chooseEngineSync(home, 'demo', { url: 'memory:' });
    const path = pathIn(home.path, 'demo');
    chmodSync(path, 0o644);
    expect(repairSync(home)).toMatchObject([{ code: 'MODE_TOO_WIDE', path, state: 'fixed' }]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('whose writer died is rid of what that had begun, under the lock that writers take', () => {
    const home = testHome();
    chooseEngineSync(home, 'demo', { url: 'memory:' });
    const path = pathIn(home.path, 'demo');
    const name = path.slice(dirname(path).length + 1);
    const pending = join(dirname(path), `.${name}.0123456789ab.tmp`);
    home.write(pending, '{');
    utimesSync(pending, 0, 0);
    expect(repairSync(home)).toMatchObject([{ code: 'ORPHAN', path: pending, state: 'fixed' }]);
    expect(existsSync(pending)).toBe(false);
    const hasOwnLock = path === confirmedEnginesPath(home.path);
    expect(existsSync(lockPathOf(path))).toBe(hasOwnLock);
  });
});
