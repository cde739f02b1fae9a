import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { sources } from '@missionctl/active-pointer';
import { describe, expect, test } from 'vitest';
import { type Envelope, type Ran, tempDirectory, testHome } from './support/run.ts';
import { scriptFromSource } from './support/shell-from-source.ts';
import { type LabShell, labShells, missingPrograms } from './support/shell-lab.ts';
import {
  type Around,
  pinned,
  pointer,
  pointerTo,
  promptCases,
  unfit,
} from './support/shell-prompt-cases.ts';

const missing = missingPrograms();
const isRoot = process.getuid?.() === 0;

/**
 * Each shell in its strictest mode: it ends on a failure and on an unset variable, and splits
 * words.
 */
const flags: Readonly<Record<LabShell, string>> = {
  bash: '--norc -eu',
  zsh: '-feu -o ksh_arrays -o sh_word_split -o glob_subst -o warn_create_global',
  fish: '--no-config',
};

/** The path of each shell, for runs without a PATH. */
const paths = Object.fromEntries(labShells.map((shell) => [shell, pathOf(shell)])) as Readonly<
  Record<LabShell, string>
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

/** What the prompt function shows, in a shell that finds no program to start. */
function show(shell: LabShell, around: Around): Shown {
  const { stdout, stderr } = run(shell, scriptFromSource(shell) + telling, around);
  const [, prompt = `no prompt: ${stdout}`] = /^<(.*)>$/s.exec(stdout) ?? [];
  return { prompt, stderr };
}

function run(
  shell: LabShell,
  script: string,
  around: Around,
): { readonly stdout: string; readonly stderr: string } {
  const directory = arrange(around);
  writeFileSync(join(directory, 'script'), script);
  return spawnSync(paths[shell], [...flags[shell].split(' '), join(directory, 'script')], {
    cwd: join(directory, around.cwd ?? 'at'),
    env: environmentIn(directory, around),
    encoding: 'utf8',
    timeout: 20_000,
  });
}

function arrange({ files = {}, arrange: more }: Around): string {
  const directory = tempDirectory();
  for (const each of ['home', 'at', 'user']) mkdirSync(join(directory, each));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
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

describe.each(labShells)('missionctl_prompt in %s without any program on its PATH', (shell) => {
  const runIf = test.runIf(!missing.has(shell));

  runIf.each(promptCases)('%s: %j', (_what, prompt, around) => {
    expect(show(shell, around)).toEqual({ prompt, stderr: '' });
  });

  runIf.each(unfit)('never shows what is no mission id: %j', (text) => {
    const nothing = { prompt: '', stderr: '' };
    const environment = { MISSIONCTL_MISSION: text };
    expect(show(shell, { files: pinned, environment })).toEqual(nothing);
    const files = { ...pinned, 'at/.mission': `${text}\n` };
    expect(show(shell, { files })).toEqual(nothing);
    const damaged = { 'home/session.json': pointerTo(text) };
    expect(show(shell, { files: damaged })).toEqual(nothing);
  });

  runIf.each(['x\ny', 'x\n', '\nx'])('nor a name over two lines: %j', (text) => {
    const around = { environment: { MISSIONCTL_MISSION: text } };
    expect(show(shell, around)).toMatchObject({ prompt: '', stderr: '' });
  });

  runIf('shows the longest id that there can be', () => {
    const longest = `A.b_c-${'9'.repeat(58)}`;
    expect(show(shell, { files: { 'at/.mission': longest } }).prompt).toBe(longest);
  });

  runIf('takes no file that is not its own to read', () => {
    const spoil = (path: string) => (at: string) => {
      if (isRoot) chownSync(join(at, path), 12_345, 12_345);
      else chmodSync(join(at, path), 0);
    };
    const pin = { files: pinned, arrange: spoil('.mission') };
    expect(show(shell, pin)).toEqual({ prompt: '', stderr: '' });
    const theirs = { files: pointer, arrange: spoil('home/session.json') };
    expect(show(shell, theirs)).toEqual({ prompt: '', stderr: '' });
  });

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

  runIf('comes to an end below a directory that nobody may enter', () => {
    const user = isRoot ? { uid: 12_345 } : {};
    const { prompt } = showAfter('chmod 0 .. && exec "$@"', user);
    expect(prompt).toBe('<pointed>');
  });

  runIf('says nothing when its variable is new', () => {
    const unset = shell === 'fish' ? 'set -e MISSIONCTL_PROMPT' : 'unset MISSIONCTL_PROMPT';
    const script = `${scriptFromSource(shell)}\n${unset}${telling}`;
    const { stdout, stderr } = run(shell, script, { files: pinned });
    expect({ stdout, stderr }).toEqual({ stdout: '<pinned>', stderr: '' });
  });

  // fish reads on, up to the NUL.
  if (shell !== 'fish') {
    runIf('takes no pin with a NUL in it', () => {
      const shown = show(shell, { files: { ...pinned, 'at/.mission': 'x\0' } });
      expect(shown).toEqual({ prompt: '', stderr: '' });
    });
  }

  runIf('leaves nothing behind in the shell but its one variable', () => {
    const look = {
      bash: 'compgen -v; shopt || :; set -o',
      zsh: 'setopt; typeset +',
      fish: 'set --names',
    }[shell];
    const script = `${scriptFromSource(shell)}\n${look}\necho '<prompt>'\nmissionctl_prompt\n${look}\n`;
    const [before, after] = run(shell, script, { files: pinned }).stdout.split('<prompt>\n');
    expect(before).toContain('MISSIONCTL_PROMPT');
    expect(after).toBe(before);
  });
});

/** Asks the command for the mission, in the surroundings of a shell. */
async function currentIn(around: Around): Promise<Ran> {
  const directory = arrange(around);
  const { HOME: userHome, ...environment } = environmentIn(directory, around);
  const cwd = realpathSync(join(directory, around.cwd ?? 'at'));
  return testHome().run('current --json', { environment, directory: cwd, userHome });
}

/** Nobody has joined any of the missions: an error names the selected one. */
function namesMission({ error_code }: Envelope): boolean {
  return error_code === 'POINTER_DANGLING';
}

describe('the command selects the mission that the prompt shows', () => {
  test.each(promptCases)('%s: %j', async (_what, prompt, around) => {
    const { json } = await currentIn(around);
    expect(namesMission(json) ? json.details?.['mission_id'] : '').toBe(prompt);
  });
});

test('there is a case for every source of a mission that a prompt can see', async () => {
  const seen = new Set<unknown>();
  for (const [, , around] of promptCases) {
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
