import { chmodSync, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asNobody } from './support/as-nobody.ts';
import { type Ran, testHome } from './support/run.ts';

/** A home with one closed file or directory in it, and a command that is no root's. */
async function closed(
  name: string,
  mode: number,
): Promise<{ path: string; run(words: string): Promise<Ran> }> {
  const home = testHome();
  await home.ok('join demo --as bot --role developer');
  await home.ok('join demo --role developer');
  await home.ok('join other --role developer');
  await home.ok('switch demo');
  home.edit('other', { role: 'boss' });
  const path = join(home.path, name);
  asNobody(dirname(home.path));
  chmodSync(path, mode);
  return { path, run: (words) => home.run(`${words} --json`) };
}

const directories = ['', 'missions', 'missions/demo', 'missions/demo/as', 'missions/demo/as/bot'];
const files = ['session.json', 'missions/demo/session.json', 'missions/demo/as/bot/session.json'];
const cases = [
  ...directories.flatMap((name) => [0o000, 0o600].map((mode) => ({ name, mode, becomes: '700' }))),
  ...files.map((name) => ({ name, mode: 0o000, becomes: '600' })),
];

describe.each(cases)('"$name" below the home, of mode $mode', ({ name, mode, becomes }) => {
  test('is one finding of doctor, which goes on with the rest and does what it announces', async () => {
    const { path, run } = await closed(name, mode);
    const looked = await run('doctor');
    expect(looked.code).toBe(10);
    const finding = { code: 'MODE_TOO_NARROW', path };
    const isRest = !['', 'missions'].includes(name);
    const rest = isRest ? [{ code: 'SESSION_INVALID' }] : [];
    const said =
      mode === 0
        ? { ...finding, fix: null, advice: `chmod ${becomes} ${path}` }
        : { ...finding, fix: `make it 0${becomes}` };
    expect(looked.json).toMatchObject({ data: { findings: [said, ...rest] } });
    const fixed = await run('doctor --fix');
    expect(fixed.json).toMatchObject({
      data: {
        findings: expect.arrayContaining([
          expect.objectContaining({ ...said, state: mode === 0 ? 'advice' : 'fixed' }),
        ]),
      },
    });
    process.seteuid?.(process.getuid?.() ?? 0);
    const now = statSync(path).mode & 0o777;
    expect(now).toBe(mode === 0 ? 0 : Number.parseInt(becomes, 8));
    expect(existsSync(path)).toBe(true);
  });

  test.each(['list', 'status'])('is not UNEXPECTED for %s', async (words) => {
    const { run } = await closed(name, mode);
    const { code, json, stdout } = await run(words);
    expect([0, 6]).toContain(code);
    expect(json).not.toMatchObject({ error_code: 'UNEXPECTED' });
    // Joining anew, or a quarantine, would lose what a chmod recovers.
    expect(stdout).not.toMatch(/--replace|--fix/);
  });
});
