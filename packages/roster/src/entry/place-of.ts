import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { textAt } from './git-text.ts';
import type { Place } from './presence.ts';

/**
 * Finds the checkout that a directory is in, by the files of git alone
 * (https://git-scm.com/docs/gitrepository-layout): git itself takes longer to start than we do. What git
 * is said by variables and settings, such as `GIT_DIR` and `core.worktree`, is not looked at.
 *
 * @param directory - an absolute path
 * @returns the checkout; undefined outside of any, and where its files cannot be read
 * @example
 * placeOf('/work/project/src'); // { repository: '/work/project/.git', worktree: '/work/project', branch: 'main' }
 */
export function placeOf(directory: string): Place | undefined {
  for (let top = directory; ; top = dirname(top)) {
    const gitDirectory = gitDirectoryOf(top);
    if (gitDirectory !== undefined) return placeIn(gitDirectory, top);
    if (isRepository(top)) return placeIn(top, undefined);
    if (dirname(top) === top) return undefined;
  }
}

function placeIn(gitDirectory: string, worktree: string | undefined): Place {
  // A linked worktree names the directory that it shares with the others.
  const common = textAt(join(gitDirectory, 'commondir'))?.trim();
  const head = textAt(join(gitDirectory, 'HEAD')) ?? '';
  return {
    repository: common === undefined ? gitDirectory : resolve(gitDirectory, common),
    worktree,
    branch: /^ref: refs\/heads\/(.+)\n?$/.exec(head)?.[1],
  };
}

/** `.git` is the directory itself, or a file that names it: in a submodule and in a linked worktree. */
function gitDirectoryOf(top: string): string | undefined {
  const path = join(top, '.git');
  if (isDirectory(path)) return isRepository(path) ? path : undefined;
  const named = /^gitdir: (.+)\n?$/.exec(textAt(path) ?? '')?.[1];
  if (named === undefined) return undefined;
  return isAbsolute(named) ? named : resolve(top, named);
}

/** What git itself looks for (setup.c, is_git_directory). */
function isRepository(directory: string): boolean {
  return (
    textAt(join(directory, 'HEAD')) !== undefined &&
    isDirectory(join(directory, 'objects')) &&
    isDirectory(join(directory, 'refs'))
  );
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
