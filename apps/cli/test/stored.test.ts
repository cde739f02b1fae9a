import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dismiss, holdingProcess, startChild } from '@missionctl/test-support/child';
import { describe, expect, test } from 'vitest';
import { missionctl, shell } from './support/process.ts';
import { type Envelope, onlyLine, type TestHome, testHome } from './support/run.ts';
import { missingPrograms } from './support/shell-lab.ts';

/** Runs a hint as it is printed: a command of ours, of the system's, or the same once more. */
async function follow(home: TestHome, hint: string, same: string): Promise<number | null> {
  const words =
    hint === 'run it again' || hint.startsWith('free some') ? `missionctl ${same}` : hint;
  if (words.startsWith('missionctl ')) return (await home.run(words.slice(11))).code;
  return spawnSync('sh', ['-c', words]).status;
}

function nextIn(warning: string): string {
  return / next: (.*)$/.exec(warning)?.[1] ?? '';
}

describe('a join whose session is stored', () => {
  test('holds while another process has the lock of the pointer, and says how to switch', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const holder = await startChild(holdingProcess, [join(home.path, 'session.lock')]);
    const { data, warnings } = await home.ok('join fresh --role developer');
    await dismiss(holder);
    expect(data).toMatchObject({ created: true, role: 'developer' });
    expect(warnings).toMatchObject([{ code: 'LOCK_TIMEOUT' }]);
    const [{ message } = { message: '' }] = warnings;
    expect(message).toMatch(/^fresh is not the active mission: lock still held after /);
    expect(home.session('fresh')).toMatchObject({ role: 'developer' });
    expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
    expect(await follow(home, nextIn(message), '')).toBe(0);
    expect(home.pointer()).toMatchObject({ active_mission_id: 'fresh' });
  });

  test.each([
    ['damaged', (path: string, home: TestHome) => home.write(path, 'torn')],
    [
      'in the place of its lock',
      (path: string, home: TestHome) => home.write(path.replace('.json', '.lock'), 'not empty'),
    ],
  ])('holds where the pointer is %s, with a warning of one line', async (_, spoil) => {
    const home = testHome();
    await home.ok('join demo --role developer');
    spoil(join(home.path, 'session.json'), home);
    const { code, stderr } = await home.run('join fresh --role developer');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^warning: fresh is not the active mission: .*; next: missionctl doctor.*, then missionctl switch fresh$/m,
    );
    expect(home.session('fresh')).toMatchObject({ role: 'developer' });
  });
});

/** Runs a command in which one sync fails. */
function withFailingSync(home: TestHome, words: string, which: number): Envelope {
  const inject = `strace -f -qq -o /dev/null -e trace=fsync -e inject=fsync:error=EIO:when=${which}`;
  return onlyLine(shell(home.path, `${inject} ${missionctl} ${words} --json`).stdout);
}

describe.skipIf(missingPrograms().has('strace'))('when a disk fails at a sync', () => {
  // Of the pending pointer, of its directory, and of that of the session.
  test.each([1, 2, 3])(
    '%i of leave, what the error says is stored, and its hint leads on',
    async (which) => {
      const home = testHome();
      await home.ok('join demo --role developer');
      const { error_code, details = {}, hint } = withFailingSync(home, 'leave --yes', which);
      expect(error_code).toBe('WRITE_FAILED');
      const isThere = existsSync(home.sessionPath('demo'));
      const isActive = home.pointer()['active_mission_id'] === 'demo';
      const unchanged: unknown = { session: 'unchanged', pointer: 'unchanged' };
      expect(details['stored'] ?? unchanged).toEqual({
        session: isThere ? 'unchanged' : 'removed',
        pointer: isActive ? 'unchanged' : 'cleared',
      });
      expect(await follow(home, hint ?? '', 'leave --yes')).toBe(0);
      expect(existsSync(home.sessionPath('demo'))).toBe(false);
      expect(home.pointer()).toMatchObject({ active_mission_id: null });
    },
  );

  // Of the ledger's directory, of the pending session, of its directory, and of the pointer.
  test.each([3, 4, 5, 7])(
    '%i of join, what the error says is stored, and its hint leads on',
    async (which) => {
      const home = testHome();
      const words = 'join demo --role developer';
      const { result, details, hint, warnings = [] } = withFailingSync(home, words, which);
      const isThere = existsSync(home.sessionPath('demo'));
      if (result === 'success') {
        expect(isThere).toBe(true);
        expect(await follow(home, nextIn(warnings[0]?.message ?? ''), words)).toBe(0);
      } else {
        const session = isThere ? 'written' : 'unchanged';
        if (details?.['stored'] !== undefined)
          expect(details).toMatchObject({ stored: { session } });
        expect(details?.['stored'] === undefined && isThere).toBe(false);
        expect(await follow(home, hint ?? '', words)).toBe(0);
      }
      expect(home.session('demo')).toMatchObject({ role: 'developer' });
      expect(home.pointer()).toMatchObject({ active_mission_id: 'demo' });
    },
  );

  // Of the pending session, after the damaged one was moved aside, and of its directory.
  test.each([3, 4])(
    '%i of join --replace, what the error says is stored, and its hint leads on',
    async (which) => {
      const home = testHome();
      await home.ok('join demo --role developer');
      home.write(home.sessionPath('demo'), 'torn');
      const words = 'join demo --role developer --replace';
      const { error_code, details = {}, hint } = withFailingSync(home, words, which);
      expect(error_code).toBe('WRITE_FAILED');
      const isThere = existsSync(home.sessionPath('demo'));
      const stored = { session: isThere ? 'written' : 'moved-aside', pointer: 'unchanged' };
      expect(details['stored']).toMatchObject(stored);
      const { quarantined } = details['stored'] as { readonly quarantined: string };
      expect(home.read(quarantined)).toBe('torn');
      const role = hint?.replace('<role>', 'developer') ?? '';
      expect(await follow(home, role, words)).toBe(0);
      expect(home.session('demo')).toMatchObject({ role: 'developer' });
    },
  );
});
