import { isAbsolute } from 'node:path';
import { childPath } from '@missionctl/atomic-fs/operations';
import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';
import { quoteForShell } from '../errors/quote-for-shell.ts';
import { hasReplacement } from './working-directory.ts';

/**
 * The root of all state: MISSIONCTL_HOME, else SPEC_KITTY_HOME, else `~/.spec-kitty`.
 *
 * @throws CliError `USAGE` when it is no absolute path; `HOME_UNUSABLE` when it is not what was
 *   set: bytes that are not UTF-8 would lead to another directory, which two users may share
 */
export function homePath(context: Context): string {
  for (const name of ['MISSIONCTL_HOME', 'SPEC_KITTY_HOME']) {
    const home = context.environment(name);
    if (home !== undefined) return checkedHome(name, home);
  }
  const user = context.userHome();
  if (user === undefined || !isAbsolute(user)) {
    throw new CliError('USAGE', 'no home directory is known for this user', { hint: setAnother });
  }
  return childPath(usable('the home directory of this user', user), '.spec-kitty');
}

const setAnother = 'export MISSIONCTL_HOME=<absolute path>';

function checkedHome(name: string, home: string): string {
  if (isAbsolute(home)) return usable(name, home);
  throw new CliError('USAGE', `${name} must be an absolute path: '${home}'`, {
    hint: `export ${name}=${absoluteWords(home)}`,
  });
}

/** @throws CliError `HOME_UNUSABLE` */
function usable(name: string, path: string): string {
  const why = hasReplacement(path)
    ? 'is not UTF-8'
    : hasControl(path)
      ? 'holds a line break or another control character'
      : undefined;
  if (why === undefined) return path;
  throw new CliError('HOME_UNUSABLE', `${name} ${why}: ${JSON.stringify(path)}`, {
    hint: setAnother,
    details: { path },
  });
}

/** What was probably to be set, as a shell takes it. Quotes, `~` and `$HOME` are no part of a path. */
function absoluteWords(home: string): string {
  const bare = home.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (isAbsolute(bare)) return quoteForShell(bare);
  const below = bare.replace(/^(?:~|\$HOME|\$\{HOME\})\//, '');
  return `"${below === bare ? '$PWD' : '$HOME'}"/${quoteForShell(below)}`;
}

function hasControl(path: string): boolean {
  return [...path].some((character) => character < ' ' || character === '\u007f');
}
