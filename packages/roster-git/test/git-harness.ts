import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientWork, EngineHarness, KillMoment } from '@missionctl/roster/testing';
import { killAfterStep, startChild } from '@missionctl/test-support/child';
import { type GitSettings, gitEngine } from '../src/index.ts';

/** A bare repository that a team shares, and a directory for its homes. */
export interface Team {
  readonly directory: string;
  readonly repository: string;
  /** How many homes were made. */
  readonly homes: string[];
}

/** Runs git as somebody of the team would. */
export function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A team with an empty repository; its host lets clients leave out objects, as the usual ones do. */
export function newTeam(...initOptions: readonly string[]): Team {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'missionctl-tests-')));
  const repository = join(directory, 'team.git');
  git('init', '--quiet', '--bare', ...initOptions, repository);
  git('-C', repository, 'config', 'uploadpack.allowFilter', 'true');
  git('-C', repository, 'config', 'receive.autogc', 'false');
  return { directory, repository, homes: [] };
}

/** Lets the host take nothing but branches and tags, and never replace or remove one. */
export function makeStrict({ repository }: Team): void {
  git('-C', repository, 'config', 'receive.denyNonFastForwards', 'true');
  git('-C', repository, 'config', 'receive.denyDeletes', 'true');
  writeHook(repository, 'update', 'case "$1" in refs/heads/*|refs/tags/*) exit 0;; esac; exit 1');
}

/** Makes a hook of a repository. */
export function writeHook(repository: string, name: string, script: string): void {
  writeFileSync(join(repository, 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Removes it; git may be about to end. */
export async function removeTeam({ directory }: Team): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** How a home of a team gets at its repository. */
export function settingsOf(
  { directory, repository }: Team,
  home: string,
  change: Partial<GitSettings> = {},
): GitSettings {
  return {
    remote: `file://${repository}`,
    directory: join(directory, home),
    machine: `the machine of ${home}`,
    environment: process.env,
    timeoutMs: 30_000,
    everyMs: 500,
    ...change,
  };
}

const program = new URL('git-client.ts', import.meta.url);

/** Runs the steps of a client in a process of its own, and kills that at a moment. */
async function killClient(
  settings: GitSettings,
  work: ClientWork,
  moment: KillMoment,
): Promise<void> {
  const given = { ...settings, environment: undefined };
  const child = await startChild(program, [JSON.stringify(given), JSON.stringify(work)]);
  await killAfterStep(child, moment);
}

/** A harness whose clients have a home each, or share one. */
export function gitHarness(
  homes: 'one' | 'each',
  change: Partial<GitSettings> = {},
  newOne: () => Team = newTeam,
): EngineHarness<Team> {
  const nextHome = (team: Team): string => {
    team.homes.push(homes === 'one' ? 'home' : `home-${team.homes.length}`);
    return team.homes.at(-1) ?? '';
  };
  return {
    createStore: async () => newOne(),
    open: async (team) => gitEngine(settingsOf(team, nextHome(team), change)),
    openReadOnly: async (team) =>
      gitEngine(settingsOf(team, nextHome(team), { ...change, write: false })),
    removeStore: removeTeam,
    outage: async ({ repository }, during) => {
      await rename(repository, `${repository}.away`);
      try {
        await during();
      } finally {
        await rename(`${repository}.away`, repository);
      }
    },
    killClient: (team, work, moment) =>
      killClient(settingsOf(team, homes === 'one' ? 'home' : 'killed', change), work, moment),
    held: async () => {
      // Node drops what it has of a process a little later than it reports its end.
      await pause(20);
      return process.getActiveResourcesInfo().filter((each) => each === 'ProcessWrap').length;
    },
  };
}

/** A git whose first run of one command is killed before it does anything, or soon after it began. */
export function gitWrapper({ directory }: Team, command: string): string {
  const path = join(directory, 'killed-git');
  const script = `#!/bin/sh
if [ "$3" = ${command} ] && [ ! -e ${directory}/killed ]; then
  echo ${command} > ${directory}/killed
  kill -9 $$
fi
exec git "$@"
`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
}

/** The processes that work for a team: none is to be left after a call. Linux only; elsewhere none is seen. */
export function processesOf({ directory }: Team): readonly string[] {
  return processesWith(directory);
}

/** The command lines of other processes that have a text in them. */
export function processesWith(text: string): readonly string[] {
  return readdirSync('/proc').flatMap((name) => {
    const isProcess = /^\d+$/.test(name) && Number(name) !== process.pid;
    const words = isProcess ? commandLine(name) : '';
    return words.includes(text) ? [words] : [];
  });
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** How much the files of a directory hold, in bytes. */
export function bytesIn(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return files
    .filter((each) => each.isFile())
    .reduce((sum, each) => sum + statSync(join(each.parentPath, each.name)).size, 0);
}
