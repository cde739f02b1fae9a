import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './run.ts';
import { scriptFromSource } from './shell-from-source.ts';
import { missingPrograms } from './shell-lab.ts';
import { type TypingPlace, typeInto } from './shell-terminal.ts';

const missing = missingPrograms();

/** What somebody types, and what it is after TAB; the space at its end is the shell's. */
const typed: Readonly<Record<string, string>> = {
  'missionctl foc': 'missionctl focus ',
  'missionctl switch ot': 'missionctl switch other ',
  'missionctl --mission ot': 'missionctl --mission other ',
  'missionctl --mission=other sta': 'missionctl --mission=other status ',
  'missionctl status --mission=ot': 'missionctl status --mission=other ',
  'missionctl status --as b': 'missionctl status --as bot ',
  'missionctl join demo --role=st': 'missionctl join demo --role=stakeholder ',
  'missionctl status --no': 'missionctl status --no-color ',
  'missionctl focus s': 'missionctl focus step:',
  'missionctl focus wp:W': 'missionctl focus wp:WP01 ',
  'missionctl nothing ': 'missionctl nothing ',
};

/** What must not be carried out for being typed. */
const planting = [
  'missionctl focus $(touch planted) ',
  'missionctl focus `touch planted` --js',
  'missionctl --mission "$(touch planted)" ',
];

/** A directory with three participants in its home, and the script in it twice. */
async function place(shell: string): Promise<TypingPlace> {
  const directory = tempDirectory();
  const home = testHome(join(directory, 'home'));
  await home.ok('join demo --role developer');
  await home.ok('join other --role reviewer');
  await home.ok('join demo --role developer --as bot');
  await home.ok('focus wp:WP01 --mission demo --as bot');
  const script = scriptFromSource(shell);
  const environment = { MISSIONCTL_HOME: home.path, MISSIONCTL_OUTPUT: 'json' };
  return { directory, script: `${script}\n${script}`, environment };
}

function possible(...programs: Parameters<typeof missing.has>[0][]): boolean {
  return !programs.some((program) => missing.has(program));
}

describe.concurrent.each(['bash', 'zsh'] as const)('typed into %s, at a terminal', (shell) => {
  test.runIf(possible(shell, 'script'))('TAB finishes the word', async ({ expect }) => {
    const lines = Object.keys(typed);
    const made = await typeInto(shell, lines, await place(shell));
    expect(Object.fromEntries(made.map((line, at) => [lines[at], line]))).toEqual(typed);
  });

  test.runIf(possible(shell, 'script'))('nothing is carried out', async ({ expect }) => {
    const there = await place(shell);
    await typeInto(shell, planting, there);
    expect(readdirSync(there.directory)).not.toContain('planted');
  });
});

test.runIf(possible('bash', 'script'))('bash may leave the colon within its words', async () => {
  const { script, ...there } = await place('bash');
  const without = `${script}\nCOMP_WORDBREAKS=\${COMP_WORDBREAKS//[:=]}`;
  const lines = ['missionctl focus wp:W', 'missionctl status --mission=ot'];
  const made = await typeInto('bash', lines, { ...there, script: without });
  expect(made).toEqual(lines.map((line) => typed[line]));
});

test.runIf(possible('bash', 'script'))(
  'bash completes before the cursor, and under set -u',
  async () => {
    const { script, ...there } = await place('bash');
    const keys = 'missionctl foc demo\u001bb\u0002';
    const [made] = await typeInto('bash', [keys], { ...there, script: `set -u\n${script}` });
    expect(made).toBe('missionctl focus  demo');
  },
);

describe('typed into fish, as its own completion sees it', () => {
  /** What fish proposes for each line, the briefs left out. */
  function propose(lines: readonly string[], there: TypingPlace): readonly string[] {
    const { directory, script, environment } = there;
    const { PATH = '' } = process.env;
    writeFileSync(
      join(directory, 'run.fish'),
      `${script}\nfor line in $argv\n  echo '<line>'\n  complete -C $line\nend\n`,
    );
    const { stdout } = spawnSync('fish', ['--no-config', 'run.fish', ...lines], {
      cwd: directory,
      env: { PATH, HOME: directory, ...environment },
      encoding: 'utf8',
    });
    const answers = stdout.split('<line>\n').slice(1);
    return answers.map((answer) => answer.replace(/\t.*\n/g, ' ').trim());
  }

  test.runIf(possible('fish'))('TAB finishes the word', async () => {
    const lines = Object.keys(typed);
    const made = propose(lines, await place('fish'));
    const lastWords = Object.values(typed).map((line) => line.trim().split(' ').at(-1));
    const expected = lastWords.map((word) => (word === 'nothing' ? '' : word));
    expect(Object.fromEntries(made.map((words, at) => [lines[at], words]))).toEqual(
      Object.fromEntries(expected.map((word, at) => [lines[at], word])),
    );
  });

  test.runIf(possible('fish'))('nothing is carried out', async () => {
    const there = await place('fish');
    propose(
      [...planting, 'missionctl focus (touch planted) ', 'missionctl focus (touch planted'],
      there,
    );
    expect(readdirSync(there.directory)).not.toContain('planted');
  });
});
