import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './support/run.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Runs the command under Node's permission model, with everything allowed that can be. */
function underPermission(home: string, words: string, allowed: readonly string[]) {
  const flags = ['--conditions=missionctl-source', '--experimental-strip-types', '--no-warnings'];
  const args = [...flags, '--permission', ...allowed, main, ...words.split(' '), '--json'];
  const env = { MISSIONCTL_HOME: home };
  const options = { cwd: tempDirectory(), env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { code: status, stderr, json: JSON.parse(stdout) };
}

describe("under Node's permission model, which disables fsync", () => {
  const all = ['--allow-fs-read=*', '--allow-fs-write=*'];

  test.each(['leave demo --as bot --yes', 'join other --role developer', 'pin demo'])(
    '%s is refused with a remedy, and nothing is changed',
    async (words) => {
      const home = testHome();
      await home.ok('join demo --role developer');
      await home.ok('join demo --role developer --as bot');
      const before = home.snapshot();
      const { code, stderr, json } = underPermission(home.path, words, all);
      expect({ code, stderr, error: json.error_code }).toEqual({
        code: 4,
        stderr: '',
        error: 'RUNTIME_UNUSABLE',
      });
      expect(json.hint).toBe('run it again without --permission (in NODE_OPTIONS too)');
      expect(home.snapshot()).toEqual(before);
    },
  );

  test('what only reads works', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    expect(underPermission(home.path, 'status', all)).toMatchObject({ code: 0, stderr: '' });
  });
});

test('a home that the permission model hides is named, whatever the command', async () => {
  const home = testHome();
  await home.ok('join demo --role developer');
  for (const words of ['list', 'status', 'join other --role developer', 'doctor']) {
    const { code, json } = await home.run(`${words} --json`, { mayRead: false });
    expect({ code, error: json.error_code }).toEqual({ code: 4, error: 'RUNTIME_UNUSABLE' });
    expect(json.hint).toContain(`--allow-fs-read=${home.path}`);
  }
});
