import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listedRoutes } from '../src/commands/find-route.ts';
import { routes } from '../src/commands/routes.ts';
import { testHome } from './support/run.ts';

const guide = readFileSync(new URL('../../../docs/agent-guide.md', import.meta.url), 'utf8');

describe('help', () => {
  test('alone prints the help of missionctl', async () => {
    const home = testHome();
    expect((await home.run('help')).stdout).toBe((await home.run('--help')).stdout);
  });

  test.each(['join', 'exec', 'use', 'shell-init', 'help'])('%s is its --help', async (command) => {
    const home = testHome();
    const { code, stdout } = await home.run(`help ${command}`);
    expect(code).toBe(0);
    expect(stdout).toContain(`USAGE\n  missionctl `);
    expect(stdout).toBe((await home.run(`${command} --help`)).stdout);
  });

  test('of an unknown command is wrong usage', async () => {
    const { code, json } = await testHome().run('help statsu --json');
    expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'USAGE' });
    expect(json.error_message).toBe("unknown command 'statsu', did you mean status?");
  });

  test('as JSON holds the text', async () => {
    const { data } = await testHome().ok('help agents');
    expect(data).toEqual({ topic: 'agents', text: guide });
  });

  test('of every command fits 80 columns, and shows an example', async () => {
    const home = testHome();
    const root = (await home.run('--help')).stdout;
    const [, commands = ''] = root.split('COMMANDS\n');
    const names = [...commands.matchAll(/^ {2}([a-z][\w-]*) {2}/gm)].map(([, name]) => name);
    expect(names).toEqual(listedRoutes(routes).map(({ name }) => name));
    for (const text of [
      root,
      ...(await Promise.all(names.map((name) => home.run(`${name} --help`)))).map(
        ({ stdout }) => stdout,
      ),
    ]) {
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect(text.endsWith('\n')).toBe(true);
      if (!text.includes('missionctl list --help')) {
        expect(text).toContain('EXAMPLES\n');
      }
    }
  });

  test('of the root groups the commands, each once, and lists the global flags', async () => {
    const { stdout } = await testHome().run([]);
    const headings = [...stdout.matchAll(/^ (\S.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Start', 'Work', 'Which mission', 'Health', 'Scripts and agents']);
    for (const flag of ['--mission <id>', '--as <alias>', '--json', '--quiet', '--no-color']) {
      expect(stdout.split(`  ${flag} `)).toHaveLength(2);
    }
  });
});
