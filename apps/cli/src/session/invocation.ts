import { isAbsolute } from 'node:path';
import {
  type PointerSettings,
  type ReadingPointer,
  readingPointer,
} from '@missionctl/active-pointer';
import { pathIn, type SyncTwins, syncTwins } from '@missionctl/atomic-fs/operations';
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
import type { GlobalFlags } from '../argv/flag.ts';
import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';
import { idFromEnvironment } from './environment-id.ts';

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
  /** The arguments that stand behind `--`; undefined without it. */
  readonly escaped: readonly string[] | undefined;
  /** The settings of both stores below; `writers` are made of the same. */
  readonly settings: StoreSettings<ValidSession> & PointerSettings;
  /** Reads sessions. */
  readonly store: Sessions<ValidSession>;
  /** Reads the same sessions, and never tightens a mode: for a look that prints no warning of it. */
  readonly readOnlyStore: Sessions;
  readonly pointer: SyncTwins<ReadingPointer>;
}

type Sessions<V extends SessionState = SessionState> = SyncTwins<ReadingProtocols<V>>;

function sessions<V extends SessionState>(settings: StoreSettings<V>): Sessions<V> {
  return syncTwins(readingProtocols(settings));
}

/** Composes the packages for one run of one command. */
export function composeInvocation(
  context: Context,
  flags: GlobalFlags,
  {
    tighten,
    escaped,
  }: {
    /** Whether a mode that is too wide is tightened as a session is read. */
    readonly tighten: boolean;
    readonly escaped?: readonly string[] | undefined;
  },
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
    escaped,
    settings,
    store: sessions(settings),
    readOnlyStore: sessions({ home, clock, tighten: false }),
    pointer: syncTwins(readingPointer(settings)),
  };
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
  if (user !== undefined && isAbsolute(user)) return pathIn(user, '.spec-kitty');
  throw new CliError('USAGE', 'no home directory is known for this user', {
    hint: 'export MISSIONCTL_HOME=<absolute path>',
  });
}

function actorOf(context: Context, flags: GlobalFlags): Actor {
  if (flags.as !== undefined) return { alias: requireAlias(flags.as), source: 'flag' };
  const alias = idFromEnvironment(context, 'MISSIONCTL_AS', requireAlias);
  return alias === undefined ? { alias, source: 'myself' } : { alias, source: 'environment' };
}
