import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './run.ts';
import { type LabShell, labShells, missingPrograms } from './shell-lab.ts';
import {
  type Around,
  pinned,
  pointer,
  pointerTo,
  promptCases,
  unfit,
} from './shell-prompt-cases.ts';

const missing = missingPrograms();
const isRoot = process.getuid?.() === 0;

/** Each shell in its fussiest mood: what fails or is not set ends it, and words split. */
const commands: Readonly<Record<LabShell, readonly string[]>> = {
  bash: ['bash', '--norc', '-eu'],
  zsh: ['zsh', '-f', '-e', '-u', '-o', 'ksh_arrays', '-o', 'sh_word_split', '-o', 'glob_subst'],
  fish: ['fish', '--no-config'],
};

interface Shown {
  readonly prompt: string;
  readonly stderr: string;
}

/** The script of `shell-init`, and what it makes of MISSIONCTL_PROMPT between < and >. */
async function promptScript(shell: LabShell): Promise<string> {
  const { stdout } = await testHome().run(['shell-init', shell]);
  return `${stdout}\nmissionctl_prompt\nprintf '<%s>' "$MISSIONCTL_PROMPT"\n`;
}

/** What the prompt function shows, in a shell that finds no program to start. */
async function show(shell: LabShell, around: Around): Promise<Shown> {
  const directory = arrange(around);
  writeFileSync(join(directory, 'script'), await promptScript(shell));
  const [program = '', ...flags] = commands[shell];
  const { stdout, stderr } = spawnSync(pathOf(program), [...flags, join(directory, 'script')], {
    cwd: join(directory, around.cwd ?? 'at'),
    env: environmentIn(directory, around),
    encoding: 'utf8',
    timeout: 20_000,
  });
  const [, prompt = `no prompt: ${stdout}`] = /^<(.*)>$/s.exec(stdout) ?? [];
  return { prompt, stderr };
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

function pathOf(program: string): string {
  const { stdout } = spawnSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' });
  return stdout.trim();
}

describe.each(labShells)('missionctl_prompt in %s, which finds no program to start', (shell) => {
  const runIf = test.runIf(!missing.has(shell));

  runIf.each(promptCases)('%s: %j', async (_what, prompt, around) => {
    expect(await show(shell, around)).toEqual({ prompt, stderr: '' });
  });

  runIf.each(unfit)('never shows what is no mission id: %j', async (text) => {
    const nothing = { prompt: '', stderr: '' };
    const environment = { MISSIONCTL_MISSION: text };
    expect(await show(shell, { files: pinned, environment })).toEqual(nothing);
    const files = { ...pinned, 'at/.mission': `${text}\n` };
    expect(await show(shell, { files })).toEqual(nothing);
    const damaged = { 'home/session.json': pointerTo(text) };
    expect(await show(shell, { files: damaged })).toEqual(nothing);
  });

  runIf.each(['x\ny', 'x\n', '\nx'])('nor a name over two lines: %j', async (text) => {
    const around = { environment: { MISSIONCTL_MISSION: text } };
    expect(await show(shell, around)).toMatchObject({ prompt: '', stderr: '' });
  });

  runIf('shows the longest id that there can be', async () => {
    const longest = `A.b_c-${'9'.repeat(58)}`;
    expect((await show(shell, { files: { 'at/.mission': longest } })).prompt).toBe(longest);
  });

  runIf('takes no file that is not its own to read', async () => {
    const spoil = (path: string) => (at: string) => {
      if (isRoot) chownSync(join(at, path), 12_345, 12_345);
      else chmodSync(join(at, path), 0);
    };
    const pin = { files: pinned, arrange: spoil('.mission') };
    expect(await show(shell, pin)).toEqual({ prompt: '', stderr: '' });
    const theirs = { files: pointer, arrange: spoil('home/session.json') };
    expect(await show(shell, theirs)).toEqual({ prompt: '', stderr: '' });
  });

  runIf('shows the pointer where the working directory is gone', async () => {
    const directory = arrange({ files: pointer });
    writeFileSync(join(directory, 'script'), await promptScript(shell));
    const words = [...commands[shell], join(directory, 'script')];
    const { PATH = '' } = process.env;
    const { stdout } = spawnSync('sh', ['-c', 'rmdir "$PWD" && exec "$@"', 'sh', ...words], {
      cwd: join(directory, 'at'),
      env: { ...environmentIn(directory, {}), PATH },
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(stdout).toBe('<pointed>');
  });
});

describe.each(labShells)('the system calls of %s', (shell) => {
  const runIf = test.runIf(!missing.has(shell) && !missing.has('strace'));

  /** What a script starts: processes and programs, after the shell itself. */
  function started(script: string, around: Around): readonly string[] {
    const directory = arrange(around);
    writeFileSync(join(directory, 'script'), script);
    const log = join(directory, 'log');
    const strace = ['-f', '-qq', '-e', 'trace=clone,clone3,fork,vfork,execve', '-o', log];
    const { PATH = '' } = process.env;
    spawnSync('strace', [...strace, ...commands[shell], join(directory, 'script')], {
      cwd: join(directory, 'at'),
      env: { ...environmentIn(directory, around), PATH },
    });
    const calls = readFileSync(log, 'utf8').split('\n');
    expect(calls[0]).toContain('execve');
    // A thread of the shell's own is no process.
    return calls.slice(1).filter((call) => call !== '' && !call.includes('CLONE_THREAD'));
  }

  runIf('start no process for the prompt, whatever names the mission', async () => {
    const script = await promptScript(shell);
    expect(started(script, { files: pointer })).toEqual([]);
    expect(started(script, { files: pinned })).toEqual([]);
    expect(started(script, { environment: { MISSIONCTL_MISSION: 'x' } })).toEqual([]);
  });

  runIf('would show a process, if there were one', () => {
    expect(started('/bin/true\n', {})).not.toEqual([]);
  });
});
