import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitEngine } from '@missionctl/roster-git';

/** A client of a roster. */
export type Client = ReturnType<typeof gitEngine>;

type Entry = Parameters<Client['publish']>[1];

/** A bare repository that homes share, and where they keep what they have of it. */
export interface GitTeam {
  readonly directory: string;
  readonly repository: string;
}

export const mission = 'demo';
const place = `refs/missionctl/v1/${mission}`;
export const now = '2026-02-15T13:16:02.154627Z';

/** Nobody waits that long: what a crowd is slow at is measured, and not cut off. */
const patienceMs = 600_000;

const started = promisify(execFile);

/** Runs git in the background, so that several run at once. */
async function gitRun(...args: readonly string[]): Promise<string> {
  return (await started('git', args)).stdout.trim();
}

/** Runs git for what is not measured. */
function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
}

export function gitTeam(parent: string): GitTeam {
  const directory = mkdtempSync(join(parent, 'team-'));
  const repository = join(directory, 'team.git');
  git('init', '--quiet', '--bare', repository);
  git('-C', repository, 'config', 'uploadpack.allowFilter', 'true');
  return { directory, repository };
}

/** A client with a home of its own. */
export function clientOf(
  { directory, repository }: GitTeam,
  home: string,
  everyMs?: number,
): Client {
  return gitEngine({
    remote: `file://${repository}`,
    directory: join(directory, home),
    machine: home,
    environment: process.env,
    timeoutMs: patienceMs,
    everyMs,
  });
}

/** An entry unlike the one before. */
export function entryOf(participantId: string, turn: number): Entry {
  return {
    participantId,
    alias: 'bot',
    role: 'developer',
    focus: `wp:WP${turn}`,
    driveIntent: 'active',
    joinedAt: now,
    lastActivityAt: now,
    verdict: 'here',
    place: { repository: 'https://example.com/team/site.git', worktree: undefined, branch: 'main' },
  };
}

const rawPlace = 'refs/raw';

/** Somebody who pushes by hand: a bare repository with commits that are ready. */
export interface RawPusher {
  /** Replaces the one ref of this pusher by the next commit, if it still is what it was. */
  readonly push: () => Promise<void>;
}

export function rawPusher(
  { directory, repository }: GitTeam,
  name: string,
  commits: number,
): RawPusher {
  const own = join(directory, `raw-${name}`);
  git('init', '--quiet', '--bare', own);
  const ready = Array.from({ length: commits }, (_, at) => commitIn(own, `${name} ${at}`));
  let before = '';
  return {
    push: async () => {
      const next = ready.shift() ?? '';
      const ref = `${rawPlace}/${name}`;
      const lease = `--force-with-lease=${ref}:${before}`;
      await gitRun('-C', own, 'push', '--quiet', lease, `file://${repository}`, `${next}:${ref}`);
      before = next;
    },
  };
}

/** Every git knows it. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

function commitIn(repository: string, message: string): string {
  const identity = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.com'];
  return git('-C', repository, ...identity, 'commit-tree', emptyTree, '-m', message);
}

/** Fetches all records of the mission by hand. */
export async function rawFetch({ repository }: GitTeam, into: string): Promise<void> {
  const how = ['--quiet', '--no-tags', '--prune', '--depth=1', '--filter=tree:0'];
  await gitRun('-C', into, 'fetch', ...how, `file://${repository}`, `+${place}/*:refs/there/*`);
}

export function bareIn({ directory }: GitTeam): string {
  const path = mkdtempSync(join(directory, 'bare-'));
  git('init', '--quiet', '--bare', path);
  return path;
}

/**
 * Puts the records of more machines there, each with so many entries, by copying what one client has written: to
 * publish them one by one would take minutes.
 */
export function plant({ repository }: GitTeam, machines: number, entriesOfEach: number): void {
  const [ref = ''] = git(
    '-C',
    repository,
    'for-each-ref',
    '--format=%(refname)',
    `${place}/m`,
  ).split('\n');
  const [subject = '', json = ''] = git('-C', repository, 'log', '-1', '--format=%B', ref).split(
    '\n\n',
  );
  const record = JSON.parse(json);
  const planted = Array.from({ length: machines }, (_, machine) => {
    const entries = Array.from({ length: entriesOfEach }, (__, at) => {
      const copy = structuredClone(record.entries[0]);
      copy.version = `${machine}-${at}`;
      copy.entry.participant_id = `01P${String(machine).padStart(11, '0')}${String(at).padStart(12, '0')}`;
      return copy;
    });
    const message = `${subject}\n\n${JSON.stringify({ write: `${machine}`, entries })}\n`;
    const name = (machine + 1).toString(16).padStart(24, '0');
    const head = `commit ${place}/m/${name}\ncommitter N <n@example.com> 0 +0000\n`;
    return `${head}data ${Buffer.byteLength(message)}\n${message}\n`;
  });
  const input = planted.join('');
  execFileSync('git', ['-C', repository, 'fast-import', '--quiet', '--force'], { input });
  git('-C', repository, 'pack-refs', '--all');
}
