import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TestHome, testHome } from './support/run.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('a mode that is too wide', () => {
  async function readable(): Promise<TestHome> {
    const home = testHome();
    await home.ok('join demo --role developer');
    await home.ok('join demo --as bot --role developer');
    chmodSync(home.sessionPath('demo'), 0o644);
    return home;
  }

  test.each([
    'status',
    'list',
    'focus',
    'focus wp:WP01',
    'drive',
    'drive active',
    'join demo',
    'join demo --role reviewer',
    'leave --yes',
    'status --as bot',
  ])('%s makes it 0600, and says that a token may have been seen', async (words) => {
    const home = await readable();
    const json = await home.ok(words);
    expect(json.warnings).toMatchObject([
      { code: 'MODE_TIGHTENED', message: expect.stringContaining(home.sessionPath('demo')) },
    ]);
    if (!words.startsWith('leave')) expect(modeOf(home.sessionPath('demo'))).toBe('600');
    expect((await home.ok('list')).warnings).toEqual([]);
  });

  test('validate counts it among the issues', async () => {
    const home = await readable();
    const { code, stdout } = await home.run('validate');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^demo: warning: others could open '.*it is 0600 now\n$/);
  });

  test.each([
    'current',
    'current --as cat',
    'path session',
    'switch demo',
    'switch -',
    'join demo --dry-run',
    'leave --dry-run',
  ])('is not repaired by %s', async (words) => {
    const home = await readable();
    await home.run(words);
    expect(modeOf(home.sessionPath('demo'))).toBe('644');
    expect((await home.ok('status')).warnings).toMatchObject([{ code: 'MODE_TIGHTENED' }]);
  });

  test.each(['join demo --dry-run', 'leave --dry-run'])(
    '%s reports it, and leaves it',
    async (words) => {
      const home = await readable();
      expect((await home.ok(words)).warnings).toMatchObject([{ code: 'MODE_TOO_WIDE' }]);
    },
  );

  test('of the pointer, as the Python CLI writes it, is repaired without a warning', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const pointer = join(home.path, 'session.json');
    chmodSync(pointer, 0o644);
    expect((await home.ok('status')).warnings).toEqual([]);
    expect(modeOf(pointer)).toBe('600');
  });

  test('of the pointer that lets everyone write is refused, or a warning where the pointer is not needed', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    chmodSync(join(home.path, 'session.json'), 0o666);
    const { code, json } = await home.run('status --json');
    expect({ code, error: json.error_code }).toEqual({ code: 4, error: 'UNSAFE_FILE' });
    for (const words of ['list', 'join demo', 'leave demo --yes']) {
      expect((await home.ok(words)).warnings).toMatchObject([{ code: 'UNSAFE_FILE' }]);
    }
  });
});
