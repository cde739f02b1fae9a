import { readFileSync } from 'node:fs';
import { exitCodes } from '@missionctl/actions';
import { describe, expect, test } from 'vitest';
import { shell } from './support/process.ts';
import { type TestHome, testHome } from './support/run.ts';

const guide = readFileSync(new URL('../../../docs/agent-guide.md', import.meta.url), 'utf8');

describe('help agents', () => {
  test('prints docs/agent-guide.md, letter for letter', async () => {
    const { code, stdout, stderr } = await testHome().run('help agents');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(guide);
  });

  test('needs no home', async () => {
    const environment = { MISSIONCTL_HOME: 'relative' };
    expect((await testHome().run('help agents', { environment })).stdout).toBe(guide);
  });

  test('fits a terminal of 80 columns, and is short enough to be read', () => {
    const lines = guide.trimEnd().split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(120);
  });
});

/** Codes of warnings that have an underscore, and no error has. */
const warningCodes: readonly string[] = ['NOT_SHARED'];

describe('the guide', () => {
  /** The lines of code in it that are commands of ours, without their continuation. */
  const commands = [...guide.matchAll(/^ {4}(missionctl .*)$/gm)].map(([, line]) => line ?? '');

  test('has commands that work, one after the other', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    expect(commands.length).toBeGreaterThan(3);
    for (const line of commands) {
      const ran = shell(home.path, line.replace('make test', 'true'));
      expect(ran, line).toMatchObject({ code: 0 });
    }
    expect(home.session('demo', 'bot')).toMatchObject({ focus: 'wp:WP01', drive_intent: 'active' });
    expect(home.session('demo')).toMatchObject({ focus: null, drive_intent: 'inactive' });
  });

  test('lists every exit code', () => {
    const listed = [...guide.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, cell = '']) =>
      cell.split(',').map(Number),
    );
    const known = [0, 10, ...Object.values(exitCodes)];
    expect(listed).toEqual([...new Set(known)].toSorted((one, other) => one - other));
  });

  test('names only codes of errors and warnings that exist', () => {
    const codes = [...guide.matchAll(/`([A-Z]+(?:_[A-Z]+)+|MASKED)`/g)].map(([, code]) => code);
    const named = codes.filter((code) => !/^(MISSIONCTL|CLAUDE|CODEX)_/.test(code ?? ''));
    expect(named.length).toBeGreaterThan(1);
    const known = [...Object.keys(exitCodes), ...warningCodes];
    for (const code of named) expect(known).toContain(code);
  });
});

describe('repeating a call', () => {
  const again = async (home: TestHome, words: string): Promise<unknown> => {
    await home.ok(words);
    return (await home.ok(words)).data['changed'];
  };

  test.each([
    'join demo --role developer --as bot',
    'focus wp:WP01 --mission demo',
    'drive active --mission demo',
    'switch demo',
  ])('%s says that nothing changed', async (words) => {
    const home = testHome();
    await home.ok('join demo --role developer');
    expect(await again(home, words)).toBe(false);
  });
});
