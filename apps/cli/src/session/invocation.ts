import { type Actor, type Home, openHome } from '@missionctl/actions';
import type { GlobalFlags } from '../argv/flag.ts';
import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';
import { quoteForShell } from '../errors/quote-for-shell.ts';
import { homePath } from './home-path.ts';

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
    who = { alias: null, from: 'unknown' },
  }: {
    /** Whether a mode that is too wide is repaired as a file is read. */
    readonly repair: boolean;
    readonly escaped?: readonly string[] | undefined;
    /** Who acts, where that is known before the home is looked at. */
    readonly who?: Actor | undefined;
  },
): Invocation {
  const path = homePath(context);
  refuseUnreadable(context, path);
  const home = openHome({
    path,
    clock: context.clock,
    zone: context.zone(),
    private: repair ? 'repair' : 'check',
    processes: context.processes(),
  });
  return { context, flags, home, who, escaped };
}

/** Asked before anything is read: each file would be refused by another name. */
function refuseUnreadable(context: Context, path: string): void {
  if (context.mayRead(path)) return;
  const message = `Node's permission model does not let this process read '${path}'`;
  throw new CliError('RUNTIME_UNUSABLE', message, {
    hint: `add --allow-fs-read=${quoteForShell(path)}, or run it again without --permission`,
    details: { path },
  });
}
