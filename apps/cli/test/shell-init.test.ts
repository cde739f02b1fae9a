import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './support/run.ts';
import { scriptFromSource } from './support/shell-from-source.ts';
import { labShells, missingPrograms } from './support/shell-lab.ts';

const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;
const missing = missingPrograms();

describe.each(shells)('shell-init %s', (shell) => {
  test('prints the script on stdout and nothing else', async () => {
    const { code, stdout, stderr } = await testHome().run(['shell-init', shell]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('missionctl_prompt');
    expect(stdout).toContain('missionctl complete');
  });

  test('has the same script in its JSON', async () => {
    const home = testHome();
    const { stdout } = await home.run(['shell-init', shell]);
    const { data } = await home.ok(`shell-init ${shell}`);
    expect(data).toEqual({ shell, script: stdout });
  });

  test('creates no home', async () => {
    const home = testHome();
    await home.run(['shell-init', shell]);
    expect(home.snapshot()).toEqual({});
  });

  test('defines no missionctl when it is installed', async () => {
    const { stdout } = await testHome().run(['shell-init', shell]);
    expect(stdout).not.toMatch(/^function (global:)?missionctl\b(?!_)/m);
  });

  test('evaluates nothing, except in the line that says how to load it', async () => {
    const { stdout } = await testHome().run(['shell-init', shell]);
    const carriedOut = stdout.split('\n').filter((line) => !line.startsWith('#'));
    expect(carriedOut.join('\n')).not.toMatch(/\beval\b|Invoke-Expression|\biex\b/);
  });
});

describe('wrong usage', () => {
  test.each([
    [['shell-init'], 'no shell given'],
    [['shell-init', 'tcsh'], "unknown shell 'tcsh'"],
    [['shell-init', 'constructor'], "unknown shell 'constructor'"],
    [['shell-init', ''], "unknown shell ''"],
  ])('%j: %s', async (words, message) => {
    const { code, stdout, stderr } = await testHome().run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`error: ${message}\n  next: missionctl shell-init --help\n`);
    const { json } = await testHome().run([...words, '--json']);
    expect(json).toMatchObject({ error_code: 'USAGE', error_message: message });
  });
});

describe('shell-init of a checkout', () => {
  /** The words that start a program, at a path of the given name, that prints how it was called. */
  function checkoutIn(directory: string, name: string): readonly string[] {
    const bin = join(directory, name);
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    const main = join(directory, 'main.mjs');
    writeFileSync(main, 'console.log(JSON.stringify([process.cwd(), process.argv.slice(2)]))');
    return [join(bin, 'node'), '--conditions=missionctl-source', main];
  }

  const names = [
    'plain',
    `it's a "checkout"`,
    '$HOME `x` \\ $(touch planted)',
    "\\'\\\\",
    '[a]*?~#',
  ];

  describe.each(labShells)('in %s', (shell) => {
    test.runIf(!missing.has(shell)).each(names)(
      'defines a missionctl that runs it from any directory, in one named %s',
      async (name) => {
        const cwd = tempDirectory();
        const checkout = checkoutIn(cwd, name);
        const { stdout: script } = await testHome().run(['shell-init', shell], { checkout });
        const argv = ['--json', 'two words', '', "it's", '$HOME', '*', '--', '-x'];
        const typed = `missionctl --json 'two words' '' "it's" '$HOME' '*' -- -x`;
        writeFileSync(join(cwd, 'script'), `${script}\n${typed}\n`);
        const { PATH = '' } = process.env;
        const options = { cwd, env: { PATH, HOME: cwd }, encoding: 'utf8' } as const;
        const { stdout, stderr } = spawnSync(shell, ['script'], options);
        expect({ stdout, stderr }).toEqual({
          stdout: `${JSON.stringify([cwd, argv])}\n`,
          stderr: '',
        });
      },
    );
  });

  test('the command itself knows the directory of its caller', () => {
    const script = scriptFromSource('bash');
    const [line = ''] = /^function missionctl .*$/m.exec(script) ?? [];
    expect(line).toContain(process.execPath);
    expect(line).toMatch(
      / '--conditions=missionctl-source' \S+\/apps\/cli\/src\/main\.ts "\$@"; \}$/,
    );
  });
});

// Debian has no PowerShell: no test runs its script, so only its structure is checked.
describe('the structure of the script for pwsh', () => {
  async function pwshScript(checkout?: readonly string[]): Promise<string> {
    const around = checkout === undefined ? {} : { checkout };
    return (await testHome().run(['shell-init', 'pwsh'], around)).stdout;
  }

  test('completes by a native completer, whose words stay text', async () => {
    const script = await pwshScript();
    expect(script).toContain('Register-ArgumentCompleter -Native -CommandName missionctl');
    expect(script).toContain('$_.Extent.Text');
    expect(script).toContain("missionctl complete '--' ");
  });

  test('shows only what is a mission id, whatever case the culture folds', async () => {
    expect(await pwshScript()).toContain("-cmatch '^[A-Za-z0-9]([A-Za-z0-9._-]{0,");
  });

  test('starts no process for the prompt', async () => {
    const [, body = ''] =
      /function global:missionctl_prompt \{\n(.*)/s.exec(await pwshScript()) ?? [];
    expect(body).not.toBe('');
    expect(body).not.toMatch(/^\s*&|\bmissionctl\b(?!_)|Start-Process|git\b|node\b/m);
  });

  test('opens no brace and no parenthesis that it does not close', async () => {
    const code = (await pwshScript(['/n', '/m'])).replace(/^\s*#.*$|'[^']*'/gm, '');
    for (const [open, close] of ['{}', '()', '[]'].map((pair) => pair.split(''))) {
      expect(code.split(open ?? '').length).toBe(code.split(close ?? '').length);
    }
  });

  test('doubles every kind of single quote', async () => {
    const script = await pwshScript(["/it's", '/\u2018a\u2019', '/$x `n']);
    expect(script).toContain("{ & '/it''s' '/\u2018\u2018a\u2019\u2019' '/$x `n' @args }");
  });
});
