// The whole module: so the bundler's own helper for that is in the main file, and not in one more.
import path from 'node:path';
import {
  type PointerSettings,
  type ReadingPointer,
  readingPointer,
} from '@missionctl/active-pointer';
import { childPath, type SyncTwins, syncTwins } from '@missionctl/atomic-fs/operations';
import {
  requireAlias,
  type SessionState,
  timestampFromMs,
  type ValidSession,
} from '@missionctl/session-model';
import {
  type ReadingProtocols,
  readingProtocols,
  type StoreSettings,
} from '@missionctl/session-store';
import { checkSession } from '@missionctl/validation';
import { CliError } from './cli-error.ts';
import type { Context } from './context.ts';
import { idFromEnvironment } from './environment-id.ts';
import type { GlobalFlags } from './global-flags.ts';

/** Who acts: the home's owner, or a participant of it under an alias. */
export interface Actor {
  readonly alias: string | undefined;
  readonly source: 'flag' | 'environment' | 'myself';
}

/** One run of one command: its flags, and the packages composed for it. */
export interface Invocation {
  readonly context: Context;
  readonly flags: GlobalFlags;
  readonly home: string;
  readonly actor: Actor;
  /** What both stores below are set to, for `changing` to be set to the same. */
  readonly settings: StoreSettings<ValidSession> & PointerSettings;
  /** The halves that read: what changes something is loaded by the commands that do, see `changing`. */
  readonly store: Sessions<ValidSession>;
  /** The same sessions, for looking where nobody would be told of a mode that was tightened. */
  readonly judge: Sessions;
  readonly pointer: SyncTwins<ReadingPointer>;
}

type Sessions<V extends SessionState = SessionState> = SyncTwins<ReadingProtocols<V>>;

function sessions<V extends SessionState>(settings: StoreSettings<V>): Sessions<V> {
  return syncTwins(readingProtocols(settings));
}

/** The one place where the packages are put together. */
export function composeInvocation(
  context: Context,
  flags: GlobalFlags,
  { tighten }: { readonly tighten: boolean },
): Invocation {
  const home = homeOf(context);
  const { clock } = context;
  const settings: Invocation['settings'] = {
    home,
    clock,
    tighten,
    check: (session, { missionId, dialect }) =>
      checkSession(session, {
        now: timestampFromMs(clock()),
        expectedMissionId: missionId,
        dialect,
      }),
  };
  return {
    context,
    flags,
    home,
    actor: actorOf(context, flags),
    settings,
    store: sessions(settings),
    judge: sessions({ home, clock, tighten: false }),
    pointer: syncTwins(readingPointer(settings)),
  };
}

/** The root of all state: MISSIONCTL_HOME, else SPEC_KITTY_HOME, else `~/.spec-kitty`. */
function homeOf(context: Context): string {
  for (const name of ['MISSIONCTL_HOME', 'SPEC_KITTY_HOME']) {
    const home = context.environment(name);
    if (home === undefined) continue;
    if (path.isAbsolute(home)) return home;
    throw new CliError('USAGE', `${name} must be an absolute path: '${home}'`, {
      hint: `export ${name}="$PWD/${home}"`,
    });
  }
  const user = context.userHome();
  if (user !== undefined && path.isAbsolute(user)) return childPath(user, '.spec-kitty');
  throw new CliError('USAGE', 'no home directory is known for this user', {
    hint: 'export MISSIONCTL_HOME=<absolute path>',
  });
}

function actorOf(context: Context, flags: GlobalFlags): Actor {
  if (flags.as !== undefined) return { alias: requireAlias(flags.as), source: 'flag' };
  const alias = idFromEnvironment(context, 'MISSIONCTL_AS', requireAlias);
  return alias === undefined ? { alias, source: 'myself' } : { alias, source: 'environment' };
}
