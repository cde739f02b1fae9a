import { isAbsolute } from 'node:path';
import { type Actor, type Home, openHome } from '@missionctl/actions';
import { childPath } from '@missionctl/atomic-fs/operations';
import { requireAlias } from '@missionctl/session-model';
import type { GlobalFlags } from '../argv/flag.ts';
import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';
import { idFromEnvironment } from './environment-id.ts';

/** One run of one command: its flags, and the home that it works with. */
export interface Invocation {
  readonly context: Context;
  readonly flags: GlobalFlags;
  readonly home: Home;
  /** Who acts. */
  readonly who: Actor;
  /** The arguments that stand behind `--`; undefined without it. */
  readonly escaped: readonly string[] | undefined;
}

/** Opens the home for one run of one command. */
export function composeInvocation(
  context: Context,
  flags: GlobalFlags,
  {
    repair,
    escaped,
  }: {
    /** Whether a mode that is too wide is repaired as a file is read. */
    readonly repair: boolean;
    readonly escaped?: readonly string[] | undefined;
  },
): Invocation {
  const home = openHome({
    path: homeOf(context),
    clock: context.clock,
    zone: context.zone(),
    private: repair ? 'repair' : 'check',
  });
  return { context, flags, home, who: actorOf(context, flags), escaped };
}

/** The root of all state: MISSIONCTL_HOME, else SPEC_KITTY_HOME, else `~/.spec-kitty`. */
function homeOf(context: Context): string {
  for (const name of ['MISSIONCTL_HOME', 'SPEC_KITTY_HOME']) {
    const home = context.environment(name);
    if (home === undefined) continue;
    if (isAbsolute(home)) return home;
    throw new CliError('USAGE', `${name} must be an absolute path: '${home}'`, {
      hint: `export ${name}="$PWD/${home}"`,
    });
  }
  const user = context.userHome();
  if (user !== undefined && isAbsolute(user)) return childPath(user, '.spec-kitty');
  throw new CliError('USAGE', 'no home directory is known for this user', {
    hint: 'export MISSIONCTL_HOME=<absolute path>',
  });
}

function actorOf(context: Context, flags: GlobalFlags): Actor {
  if (flags.as !== undefined) return { alias: requireAlias(flags.as), from: 'flag' };
  const alias = idFromEnvironment(context, 'MISSIONCTL_AS', requireAlias);
  return alias === undefined ? { alias: null, from: 'myself' } : { alias, from: 'environment' };
}
