import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { missionctl } from './support/process.ts';
import { onlyLine, type TestHome, testHome } from './support/run.ts';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

/** These run as another user, since root may read everything. */
function run(home: TestHome, words: string): { code: number | null; line: unknown; text: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `${missionctl} ${words} --json`], {
    env: { PATH: process.env['PATH'] ?? '', MISSIONCTL_HOME: home.path },
    encoding: 'utf8',
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  return { code: status, line: onlyLine(stdout), text: stdout + stderr };
}

/** A home of the user who runs the command, with one closed file or directory in it. */
async function closed(name: string, mode: number): Promise<{ home: TestHome; path: string }> {
  const home = testHome();
  await home.ok('join demo --as bot --role developer');
  await home.ok('join demo --role developer');
  await home.ok('join other --role developer');
  await home.ok('switch demo');
  home.edit('other', { role: 'boss' });
  if (isRoot) {
    for (const path of [dirname(home.path), home.path]) chownSync(path, nobody, nobody);
    for (const each of readdirSync(home.path, { recursive: true, encoding: 'utf8' })) {
      chownSync(join(home.path, each), nobody, nobody);
    }
  }
  const path = join(home.path, name);
  chmodSync(path, mode);
  return { home, path };
}

const directories = ['', 'missions', 'missions/demo', 'missions/demo/as', 'missions/demo/as/bot'];
const files = ['session.json', 'missions/demo/session.json', 'missions/demo/as/bot/session.json'];
const cases = [
  ...directories.flatMap((name) => [0o000, 0o600].map((mode) => ({ name, mode, becomes: '700' }))),
  ...files.map((name) => ({ name, mode: 0o000, becomes: '600' })),
];

describe.each(cases)('"$name" below the home, of mode $mode', ({ name, mode, becomes }) => {
  test('is one finding of doctor, which goes on with the rest and does what it announces', async () => {
    const { home, path } = await closed(name, mode);
    const looked = run(home, 'doctor');
    expect(looked.code).toBe(10);
    const finding = { code: 'MODE_TOO_NARROW', path };
    const isRest = !['', 'missions'].includes(name);
    const rest = isRest ? [{ code: 'SESSION_INVALID' }] : [];
    const said =
      mode === 0
        ? { ...finding, fix: null, advice: `chmod ${becomes} ${path}` }
        : { ...finding, fix: `make it 0${becomes}` };
    expect(looked.line).toMatchObject({ data: { findings: [said, ...rest] } });
    const fixed = run(home, 'doctor --fix');
    expect(fixed.line).toMatchObject({
      data: {
        findings: expect.arrayContaining([
          expect.objectContaining({ ...said, state: mode === 0 ? 'advice' : 'fixed' }),
        ]),
      },
    });
    const now = statSync(path).mode & 0o777;
    expect(now).toBe(mode === 0 ? 0 : Number.parseInt(becomes, 8));
    expect(existsSync(path)).toBe(true);
  });

  test.each(['list', 'status'])('is not UNEXPECTED for %s', async (words) => {
    const { home } = await closed(name, mode);
    const { code, line, text } = run(home, words);
    expect([0, 6]).toContain(code);
    expect(line).not.toMatchObject({ error_code: 'UNEXPECTED' });
    // Joining anew, or a quarantine, would lose what a chmod recovers.
    expect(text).not.toMatch(/--replace|--fix/);
  });
});
