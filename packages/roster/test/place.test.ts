import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { placeOf, remoteOf } from '../src/index.ts';

function scratch(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'place-')));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];

function git(directory: string, ...words: readonly string[]): string {
  const options = { cwd: directory, encoding: 'utf8', env: { PATH: process.env['PATH'] } } as const;
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...words], options);
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** A repository with one commit on a branch, and a directory in it. */
function repository(): string {
  const top = join(scratch(), 'project');
  mkdirSync(join(top, 'src/deep'), { recursive: true });
  git(top, 'init', '--quiet', '--initial-branch', 'feature/one');
  git(top, 'commit', '--quiet', '--allow-empty', '--message', 'first');
  return top;
}

/** What git itself says, which is right by definition. */
function placeByGit(directory: string): unknown {
  const [common = '', worktree] = git(
    directory,
    'rev-parse',
    '--path-format=absolute',
    '--git-common-dir',
    '--show-toplevel',
  ).split('\n');
  const branch = git(directory, 'branch', '--show-current');
  return { repository: common, worktree, branch: branch === '' ? undefined : branch };
}

describe('the place of a directory', () => {
  test('is what git says: in a repository, below its top, detached', () => {
    const top = repository();
    expect(placeOf(top)).toEqual(placeByGit(top));
    expect(placeOf(top)).toEqual({
      repository: join(top, '.git'),
      worktree: top,
      branch: 'feature/one',
    });
    expect(placeOf(join(top, 'src/deep'))).toEqual(placeByGit(join(top, 'src/deep')));
    git(top, 'checkout', '--quiet', '--detach');
    expect(placeOf(top)).toEqual(placeByGit(top));
    expect(placeOf(top)).toHaveProperty('branch', undefined);
  });

  test('is what git says: in a linked worktree, which shares its repository', () => {
    const top = repository();
    const linked = join(scratch(), 'linked');
    git(top, 'worktree', 'add', '--quiet', '-b', 'two', linked);
    expect(placeOf(linked)).toEqual(placeByGit(linked));
    expect(placeOf(linked)?.repository).toBe(placeOf(top)?.repository);
  });

  test('is what git says: in a submodule, which is a repository of its own', () => {
    const [top, other] = [repository(), repository()];
    git(top, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'sub');
    expect(placeOf(join(top, 'sub'))).toEqual(placeByGit(join(top, 'sub')));
    expect(placeOf(join(top, 'sub'))?.repository).not.toBe(placeOf(top)?.repository);
  });

  test('has no worktree in a bare repository', () => {
    const bare = join(scratch(), 'bare.git');
    git(scratch(), 'init', '--quiet', '--bare', '--initial-branch', 'main', bare);
    expect(placeOf(bare)).toEqual({ repository: bare, worktree: undefined, branch: 'main' });
    expect(placeOf(join(bare, 'refs/heads'))).toEqual(placeOf(bare));
  });

  test('is none outside of a repository, and where .git is not one', () => {
    const directory = scratch();
    expect(placeOf(directory)).toBeUndefined();
    for (const make of [
      () => mkdirSync(join(directory, '.git')),
      () => writeFileSync(join(directory, '.git'), 'gitdir'),
      () => spawnSync('mkfifo', [join(directory, '.git')]),
    ]) {
      make();
      expect(placeOf(directory)).toBeUndefined();
      rmSync(join(directory, '.git'), { recursive: true });
    }
    expect(placeOf(join(directory, 'missing'))).toBeUndefined();
  });

  /** What git makes, as far as it is looked at. */
  function madeByHand(head: string): string {
    const top = scratch();
    for (const name of ['objects', 'refs']) mkdirSync(join(top, '.git', name), { recursive: true });
    writeFileSync(join(top, '.git/HEAD'), head);
    return top;
  }

  test.each([
    ['ref: refs/heads/a/b', 'a/b'],
    ['ref: refs/heads/a\nmore', undefined],
    ['x ref: refs/heads/a', undefined],
    ['', undefined],
    [`ref: refs/heads/${'a'.repeat(4080)}`, 'a'.repeat(4080)],
  ])('with the HEAD %j has its branch', (head, branch) => {
    const top = madeByHand(head);
    expect(placeOf(top)).toEqual({ repository: join(top, '.git'), worktree: top, branch });
  });

  test.each(['HEAD', 'objects', 'refs'])('is none of a repository without %s', (name) => {
    const top = madeByHand('ref: refs/heads/a');
    rmSync(join(top, '.git', name), { recursive: true });
    expect(placeOf(top)).toBeUndefined();
  });

  test('is none where HEAD is longer than any name of a branch', () => {
    expect(placeOf(madeByHand(`ref: refs/heads/${'a'.repeat(4081)}`))).toBeUndefined();
  });

  test.each([
    ['gitdir: ../other', '../other'],
    ['gitdir: ../other\nmore', undefined],
    ['x gitdir: ../other', undefined],
  ])('whose .git says %j is there', (text, named) => {
    const top = scratch();
    writeFileSync(join(top, '.git'), text);
    expect(placeOf(top)?.repository).toBe(named === undefined ? undefined : resolve(top, named));
  });
});

describe('the remote of a repository', () => {
  const url = 'https://me:secret@example.com/team/project.git';

  test('is origin, as git is configured, or the only one', () => {
    const top = repository();
    const common = join(top, '.git');
    expect(remoteOf(common)).toBe(undefined);
    git(top, 'remote', 'add', 'team', url);
    expect(remoteOf(common)).toBe(url);
    git(top, 'remote', 'add', 'fork', 'git@example.com:me/project.git');
    expect(remoteOf(common)).toBe(undefined);
    git(top, 'remote', 'add', 'origin', '../elsewhere');
    git(top, 'config', 'branch.main.url', 'https://example.com/other.git');
    expect(remoteOf(common)).toBe(git(top, 'config', '--get', 'remote.origin.url'));
    expect(remoteOf(common)).toBe('../elsewhere');
  });

  test('is none where its config is none', () => {
    const top = scratch();
    expect(remoteOf(top)).toBe(undefined);
    mkdirSync(join(top, 'config'));
    expect(remoteOf(top)).toBe(undefined);
    rmSync(join(top, 'config'), { recursive: true });
    writeFileSync(join(top, 'config'), '[remote "origin"]\n\turl = \n[remote\nurl = x\n');
    expect(remoteOf(top)).toBe(undefined);
    const large = `[remote "origin"]\n\turl = ${url}\n${'#'.repeat(300_000)}`;
    writeFileSync(join(top, 'config'), large);
    expect(remoteOf(top)).toBe(undefined);
  });
});
