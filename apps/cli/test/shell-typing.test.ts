import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './support/run.ts';
import { scriptFromSource } from './support/shell-from-source.ts';
import { type LabProgram, missingPrograms } from './support/shell-lab.ts';
import { type TypingPlace, typeInto } from './support/shell-terminal.ts';

const missing = missingPrograms();

/** The compile cache: without it each TAB compiles the sources again. */
const compileCache = mkdtempSync(join(tmpdir(), 'missionctl-cache-'));
afterAll(() => rmSync(compileCache, { recursive: true }));

/** A typed line, and the line after TAB; the space at its end is the shell's. */
const typed: Readonly<Record<string, string>> = {
  'missionctl foc': 'missionctl focus ',
  'missionctl switch ot': 'missionctl switch other ',
  'missionctl --mission ot': 'missionctl --mission other ',
  'missionctl --mission=other sta': 'missionctl --mission=other status ',
  'missionctl status --mission=ot': 'missionctl status --mission=other ',
  'missionctl status --as b': 'missionctl status --as bot ',
  'missionctl status --as ': 'missionctl status --as bot ',
  'missionctl join demo --role=st': 'missionctl join demo --role=stakeholder ',
  'missionctl status --no': 'missionctl status --no-color ',
  'missionctl focus s': 'missionctl focus step:',
  'missionctl focus wp:W': 'missionctl focus wp:WP01 ',
  'missionctl nothing ': 'missionctl nothing ',
  'missionctl exec demo -- cat a-file-to-rea': 'missionctl exec demo -- cat a-file-to-read.txt ',
  'missionctl exec -- ./a-file-to-rea': 'missionctl exec -- ./a-file-to-read.txt ',
  'missionctl join demo --api-key-file a-file-to-rea':
    'missionctl join demo --api-key-file a-file-to-read.txt ',
  'missionctl join demo --ca-file=a-file-to-rea':
    'missionctl join demo --ca-file=a-file-to-read.txt ',
};

/** What TAB must never run. */
const planting = [
  'missionctl focus $(touch planted) ',
  'missionctl focus `touch planted` --js',
  'missionctl --mission "$(touch planted)" ',
];

/** A directory with three participants in its home, and the script in it twice. */
async function place(shell: string): Promise<TypingPlace> {
  const directory = tempDirectory();
  writeFileSync(join(directory, 'a-file-to-read.txt'), '');
  const home = testHome(join(directory, 'home'));
  await home.ok('join demo --role developer');
  await home.ok('join other --role reviewer');
  await home.ok('join demo --role developer --as bot');
  await home.ok('focus wp:WP01 --mission demo --as bot');
  const script = scriptFromSource(shell);
  const own = { MISSIONCTL_HOME: home.path, MISSIONCTL_OUTPUT: 'json' };
  const environment = { ...own, NODE_COMPILE_CACHE: compileCache };
  return { directory, script: `${script}\n${script}`, environment };
}

function possible(...programs: readonly LabProgram[]): boolean {
  return !programs.some((program) => missing.has(program));
}

describe.each(['bash', 'zsh'] as const)('%s, at a terminal', (shell) => {
  test.runIf(possible(shell, 'script'))('TAB finishes a word', async () => {
    const lines = Object.keys(typed);
    const made = await typeInto(shell, lines, await place(shell));
    expect(Object.fromEntries(made.map((line, at) => [lines[at], line]))).toEqual(typed);
  });

  test.runIf(possible(shell, 'script'))('TAB runs nothing', async () => {
    const there = await place(shell);
    await typeInto(shell, planting, there);
    expect(readdirSync(there.directory)).not.toContain('planted');
  });
});

describe('other common settings of a shell', () => {
  test.runIf(possible('bash', 'script'))('bash, with : and = as parts of words', async () => {
    const { script, ...there } = await place('bash');
    const without = `${script}\nCOMP_WORDBREAKS=\${COMP_WORDBREAKS//[:=]}`;
    const lines = ['missionctl focus wp:W', 'missionctl status --mission=ot'];
    const made = await typeInto('bash', lines, { ...there, script: without });
    expect(made).toEqual(lines.map((line) => typed[line]));
  });

  test.runIf(possible('bash', 'script'))(
    'bash, under set -u and before the end of the line',
    async () => {
      const { script, ...there } = await place('bash');
      const wordBack = '\u001bb';
      const left = '\u0002';
      const keys = `missionctl foc demo${wordBack}${left}`;
      const made = await typeInto('bash', [keys], { ...there, script: `set -u\n${script}` });
      expect(made).toEqual(['missionctl focus demo']);
    },
  );

  test.runIf(possible('zsh', 'script'))('zsh, which completes within a word', async () => {
    const { script, ...there } = await place('zsh');
    const within = `${script}\nsetopt complete_in_word`;
    const left = '\u0002';
    const keys = `missionctl fus${left}${left}`;
    const made = await typeInto('zsh', [keys], { ...there, script: within });
    expect(made).toEqual(['missionctl focus ']);
  });
});

describe('fish, in its own view of a line', () => {
  /** What fish proposes for each line, without the descriptions. */
  function propose(lines: readonly string[], there: TypingPlace): readonly string[] {
    const { directory, script, environment } = there;
    const loop = `for line in $argv\n  echo '<line>'\n  complete -C $line\nend\n`;
    writeFileSync(join(directory, 'run.fish'), `${script}\n${loop}`);
    const { PATH = '' } = process.env;
    const { stdout } = spawnSync('fish', ['--no-config', 'run.fish', ...lines], {
      cwd: directory,
      env: { PATH, HOME: directory, ...environment },
      encoding: 'utf8',
    });
    const answers = stdout.split('<line>\n').slice(1);
    return answers.map((answer) => answer.replace(/\t.*\n/g, ' ').trim());
  }

  test.runIf(possible('fish'))('TAB finishes a word', async () => {
    const lines = Object.keys(typed);
    const words = propose(lines, await place('fish'));
    const made = words.map((word, at) => lines[at]?.replace(/\S*$/, `${word} `));
    // fish adds no space to a word that ends in a colon, and is asked for the word alone here.
    expect(made.map((line) => line?.trim())).toEqual(
      Object.values(typed).map((line) => line.trim()),
    );
  });

  test.runIf(possible('fish'))('TAB runs nothing', async () => {
    const there = await place('fish');
    const own = ['missionctl focus (touch planted) ', 'missionctl focus (touch planted)'];
    propose([...planting, ...own], there);
    expect(readdirSync(there.directory)).not.toContain('planted');
  });
});
