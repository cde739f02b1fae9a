import { type Actor, plainActor, type Surroundings } from '@missionctl/actions';
import { requireAlias } from '@missionctl/session-model';
import type { GlobalFlags } from '../../argv/flag.ts';
import { usageError } from '../../argv/usage-error.ts';
import type { Context } from '../../context/context.ts';
import { idFromEnvironment } from '../environment-id.ts';
import { harnessMarks } from './harness-marks.ts';

/** Who the words of the command line say acts; undefined where they say nothing. @throws CliError `USAGE` */
export function actorByFlags({ as, me }: Pick<GlobalFlags, 'as' | 'me'>): Actor | undefined {
  if (as !== undefined && me === true) throw usageError('--as and --me exclude each other');
  if (me === true) return { alias: null, from: 'flag' };
  return as === undefined ? undefined : { alias: requireAlias(as), from: 'flag' };
}

/** What stands around this process and says who may act. @throws CliError `INVALID_ID` */
export function actorSurroundings(context: Context): Surroundings {
  return {
    alias: idFromEnvironment(context, 'MISSIONCTL_AS', requireAlias),
    harnesses: harnessMarks(context),
    get onTerminal() {
      return context.isTerminal('stdin') && context.isTerminal('stdout');
    },
  };
}

/** Who seems to act, where a command failed before that was found out, or needs nobody: the home is not asked. */
export function likelyActor(context: Context): Actor {
  try {
    const { alias, harnesses } = actorSurroundings(context);
    if (alias === undefined && harnesses.length === 0) return { alias: null, from: 'myself' };
    return plainActor(alias) ?? { alias: null, from: 'unknown' };
  } catch {
    return { alias: null, from: 'unknown' };
  }
}
