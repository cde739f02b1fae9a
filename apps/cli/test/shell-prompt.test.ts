import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sources } from '@missionctl/active-pointer';
import { describe, expect, test } from 'vitest';
import { type Envelope, type Ran, tempDirectory, testHome } from './support/run.ts';
import { scriptFromSource } from './support/shell-from-source.ts';
import { labShells, missingPrograms } from './support/shell-lab.ts';
import {
  type Around,
  pinned,
  pointer,
  promptCases,
  stranger,
} from './support/shell-prompt-cases.ts';

const missing = missingPrograms();
const isRoot = process.getuid?.() === 0;

/** Debian has no PowerShell: where it is not installed, nothing installs it. */
const promptShells = [...labShells, 'pwsh'] as const;
type PromptShell = (typeof promptShells)[number];

/**
 * Each shell in its strictest mode: it ends on a failure and on an unset variable, and splits
 * words.
 */
const flags: Readonly<Record<PromptShell, string>> = {
  bash: '--norc -eu',
  zsh: '-feu -o ksh_arrays -o sh_word_split -o glob_subst -o warn_create_global',
  fish: '--no-config',
  pwsh: '-NoProfile -NonInteractive -File',
};

/** The path of each shell, for runs without a PATH. */
const paths = Object.fromEntries(promptShells.map((shell) => [shell, pathOf(shell)])) as Readonly<
  Record<PromptShell, string>
>;

function pathOf(program: string): string {
  const { stdout } = spawnSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' });
  return stdout.trim();
}

interface Shown {
  readonly prompt: string;
  readonly stderr: string;
}

const telling = `\nmissionctl_prompt\nprintf '<%s>' "$MISSIONCTL_PROMPT"\n`;

/** Runs a script in a shell that finds no program to start. */
function run(
  shell: PromptShell,
  script: string,
  directory: string,
  user: { readonly uid?: number } = {},
): { readonly stdout: string; readonly stderr: string } {
  const file = join(directory, shell === 'pwsh' ? 'script.ps1' : 'script');
  writeFileSync(file, script);
  return spawnSync(paths[shell], [...flags[shell].split(' '), file], {
    ...user,
    cwd: join(directory, 'at'),
    env: environmentIn(directory, {}),
    encoding: 'utf8',
    timeout: 60_000,
  });
}

function arrange({ files = {}, arrange: more, as }: Around): string {
  const directory = tempDirectory();
  for (const each of ['home', 'at', 'user']) mkdirSync(join(directory, each));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  if (as === 'stranger') spawnSync('chown', ['-R', `${stranger}`, directory]);
  more?.(directory);
  return directory;
}

function environmentIn(directory: string, { environment }: Around): Record<string, string> {
  const own = { PATH: '', HOME: join(directory, 'user'), MISSIONCTL_PROMPT: 'stale' };
  const given = { MISSIONCTL_HOME: join(directory, 'home'), ...environment };
  const below = Object.entries(given).map(([name, value]) => [
    name,
    value.replace(/^<here>/, directory),
  ]);
  return { ...own, ...Object.fromEntries(below) };
}

/** The cases that this user can arrange; those of a stranger are run as that user. */
const casesOf = (as: 'me' | 'stranger'): typeof promptCases =>
  promptCases.filter(([, , around]) => {
    if (around.as !== undefined && !isRoot) return false;
    return (around.as === 'stranger') === (as === 'stranger');
  });

const users = isRoot ? (['me', 'stranger'] as const) : (['me'] as const);

/** What the prompt has to show in each case. */
function expected(cases: typeof promptCases, isBlind: boolean): Readonly<Record<string, string>> {
  return Object.fromEntries(
    cases.map(([what, prompt, { blind = prompt }]) => [what, isBlind ? blind : prompt]),
  );
}

/** How a shell sets and removes variables, and shows the prompt. */
interface Dialect {
  readonly quote: (text: string) => string;
  readonly set: (name: string, value: string) => string;
  readonly unset: string;
  readonly show: string;
}

const posix: Dialect = {
  quote: (text) => `'${text.replaceAll("'", `'\\''`)}'`,
  set: (name, value) => `export ${name}=${value}`,
  unset: 'unset SPEC_KITTY_HOME MISSIONCTL_MISSION',
  show: `missionctl_prompt; printf '%s\\0' "$MISSIONCTL_PROMPT"`,
};

const dialects: Readonly<Record<PromptShell, Dialect>> = {
  bash: posix,
  zsh: posix,
  fish: {
    ...posix,
    quote: (text) => `'${text.replace(/['\\]/g, '\\$&')}'`,
    set: (name, value) => `set -gx ${name} ${value}`,
    unset: 'set -e SPEC_KITTY_HOME MISSIONCTL_MISSION',
  },
  pwsh: {
    quote: (text) => `'${text.replaceAll("'", "''")}'`,
    set: (name, value) =>
      `$env:${name} = ${value}${name === 'HOME' ? `; Set-Variable HOME ${value} -Force` : ''}`,
    unset: '$env:SPEC_KITTY_HOME = $env:MISSIONCTL_MISSION = $null',
    show: 'missionctl_prompt; [Console]::Out.Write("$MISSIONCTL_PROMPT`0")',
  },
};

/** What one shell shows in all cases, one after the other. */
function showAll(shell: PromptShell, as: 'me' | 'stranger'): Shown & { readonly all: object } {
  const { quote, set, unset, show } = dialects[shell];
  const cases = casesOf(as);
  const scripts = cases.map(([, , around]) => {
    const directory = arrange(around);
    const variables = Object.entries(environmentIn(directory, around));
    return [
      unset,
      ...variables.map(([name, value]) => set(name, quote(value))),
      `cd ${quote(join(directory, around.cwd ?? 'at'))}`,
      show,
    ].join('\n');
  });
  const script = [scriptFromSource(shell), ...scripts].join('\n');
  const user = as === 'stranger' ? { uid: stranger } : {};
  const { stdout, stderr } = run(shell, script, arrange(as === 'stranger' ? { as } : {}), user);
  const prompts = stdout.split('\0');
  return {
    prompt: prompts.slice(cases.length).join(''),
    stderr,
    all: Object.fromEntries(cases.map(([what], at) => [what, prompts[at]])),
  };
}

describe.each(promptShells)('the prompt of %s', (shell) => {
  if (paths[shell] === '') console.warn(`SKIPPED, the prompt of ${shell}: not available`);

  test.runIf(paths[shell] !== '').each(users)(
    'shows what the command selects, in each case of %s',
    (as) => {
      const isBlind = shell === 'bash' || shell === 'fish';
      const all = expected(casesOf(as), isBlind);
      expect(showAll(shell, as)).toEqual({ prompt: '', stderr: '', all });
    },
  );
});

describe.each(labShells)('missionctl_prompt in %s without any program on its PATH', (shell) => {
  const runIf = test.runIf(!missing.has(shell));

  /** The same in a directory to which a POSIX shell has done something first. */
  function showAfter(deed: string, user: { readonly uid?: number }): Shown {
    const directory = arrange({ files: { ...pointer, 'at/above/here/x': '' } });
    writeFileSync(join(directory, 'script'), scriptFromSource(shell) + telling);
    if (user.uid !== undefined) spawnSync('chown', ['-R', `${user.uid}`, directory]);
    const { PATH = '' } = process.env;
    const words = [deed, 'sh', shell, ...flags[shell].split(' '), join(directory, 'script')];
    const { stdout, stderr } = spawnSync('sh', ['-c', ...words], {
      ...user,
      cwd: join(directory, 'at/above/here'),
      env: { ...environmentIn(directory, {}), PATH },
      encoding: 'utf8',
      timeout: 20_000,
    });
    chmodSync(join(directory, 'at/above'), 0o700);
    return { prompt: stdout, stderr };
  }

  runIf('shows the pointer where the working directory is gone', () => {
    const { prompt, stderr } = showAfter('rm -r "$PWD" && exec "$@"', {});
    expect(prompt).toBe('<pointed>');
    // bash itself complains that there is no such directory, before the script begins.
    expect(stderr).not.toMatch(/pwd:|missionctl/);
  });

  // The command refuses there, since a pin may be hidden: no builtin can tell that from none.
  runIf('comes to an end below a directory that nobody may enter, and shows the pointer', () => {
    const user = isRoot ? { uid: 12_345 } : {};
    const { prompt } = showAfter('chmod 0 .. && exec "$@"', user);
    expect(prompt).toBe('<pointed>');
  });

  runIf('says nothing when its variable is new', () => {
    const unset = shell === 'fish' ? 'set -e MISSIONCTL_PROMPT' : 'unset MISSIONCTL_PROMPT';
    const script = `${scriptFromSource(shell)}\n${unset}${telling}`;
    const { stdout, stderr } = run(shell, script, arrange({ files: pinned }));
    expect({ stdout, stderr }).toEqual({ stdout: '<pinned>', stderr: '' });
  });

  runIf('leaves nothing behind in the shell but its one variable', () => {
    const look = {
      bash: 'compgen -v; shopt || :; set -o',
      zsh: 'setopt; typeset +',
      fish: 'set --names',
    }[shell];
    const script = `${scriptFromSource(shell)}\n${look}\necho '<prompt>'\nmissionctl_prompt\n${look}\n`;
    const [before, after] = run(shell, script, arrange({ files: pinned })).stdout.split(
      '<prompt>\n',
    );
    expect(before).toContain('MISSIONCTL_PROMPT');
    expect(after).toBe(before);
  });
});

/** Asks the command for the mission, in the surroundings of a shell. */
async function currentIn(around: Around): Promise<Ran> {
  const directory = arrange(around);
  const { HOME: userHome, ...environment } = environmentIn(directory, around);
  const cwd = realpathSync(join(directory, around.cwd ?? 'at'));
  const surroundings = { environment, directory: cwd, userHome };
  if (around.as !== 'stranger') return await testHome().run('current --json', surroundings);
  process.seteuid?.(stranger);
  try {
    return await testHome().run('current --json', surroundings);
  } finally {
    process.seteuid?.(0);
  }
}

/** Nobody has joined any of the missions: an error names the selected one. */
function namesMission({ error_code }: Envelope): boolean {
  return error_code === 'POINTER_DANGLING';
}

test.each(users)('the command selects what a prompt is to show, in each case of %s', async (as) => {
  const cases = casesOf(as);
  const all: [string, unknown][] = [];
  for (const [what, , around] of cases) {
    const { json } = await currentIn(around);
    all.push([what, namesMission(json) ? json.details?.['mission_id'] : '']);
  }
  expect(Object.fromEntries(all)).toEqual(expected(cases, false));
});

test('each case has a name of its own', () => {
  expect(new Set(promptCases.map(([what]) => what)).size).toBe(promptCases.length);
});

test('there is a case for every source of a mission that a prompt can see', async () => {
  const seen = new Set<unknown>();
  for (const [, , around] of casesOf('me').slice(0, 20)) {
    const { json } = await currentIn(around);
    if (namesMission(json)) seen.add(json.details?.['resolved_from']);
  }
  // A flag is of one command, so no prompt shows it.
  expect([...seen].toSorted()).toEqual(sources.filter((source) => source !== 'flag').toSorted());
});

describe.each(labShells)('the system calls of %s', (shell) => {
  const runIf = test.runIf(!missing.has(shell) && !missing.has('strace'));

  /** The processes and programs that a script starts, without the shell itself. */
  function started(script: string, around: Around): readonly string[] {
    const directory = arrange(around);
    writeFileSync(join(directory, 'script'), script);
    const log = join(directory, 'log');
    const strace = ['-f', '-qq', '-e', 'trace=clone,clone3,fork,vfork,execve', '-o', log];
    const { PATH = '' } = process.env;
    spawnSync('strace', [...strace, shell, ...flags[shell].split(' '), join(directory, 'script')], {
      cwd: join(directory, 'at'),
      env: { ...environmentIn(directory, around), PATH },
    });
    const calls = readFileSync(log, 'utf8').split('\n');
    expect(calls[0]).toContain('execve');
    // A thread of the shell is not a process.
    return calls.slice(1).filter((call) => call !== '' && !call.includes('CLONE_THREAD'));
  }

  runIf('start no process for the prompt, whatever names the mission', () => {
    const script = scriptFromSource(shell) + telling;
    expect(started(script, { files: pointer })).toEqual([]);
    expect(started(script, { files: pinned })).toEqual([]);
    expect(started(script, { environment: { MISSIONCTL_MISSION: 'x' } })).toEqual([]);
  });

  runIf('would show a process, if there were one', () => {
    expect(started('/bin/true\n', {})).not.toEqual([]);
  });
});
