import { listSync, openHome } from '@missionctl/actions';
import type { SessionAddress } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import type { ErrorSurroundings } from '../errors/explain-error.ts';
import { homePath } from './home-path.ts';

/** What is known around a failure of one command. Sessions are listed only when a phrase asks. */
export function surroundingsOf(context: Context, command: string | undefined): ErrorSurroundings {
  const { account, argv } = context;
  let listed: readonly SessionAddress[] | undefined;
  const sessions = (): readonly SessionAddress[] => {
    listed ??= sessionsOf(context);
    return listed;
  };
  const onTerminal = (): boolean => context.isTerminal('stdin') && context.isTerminal('stderr');
  return { account, argv, command, onTerminal, home: () => homeOf(context), sessions };
}

function homeOf(context: Context): string | undefined {
  try {
    return homePath(context);
  } catch {
    return undefined;
  }
}

/** None where they cannot be listed: the failure that is explained says why. */
function sessionsOf(context: Context): readonly SessionAddress[] {
  const path = homeOf(context);
  if (path === undefined) return [];
  try {
    const home = openHome({ path, clock: context.clock, private: 'check' });
    return listSync(home).sessions.map(({ address }) => address);
  } catch {
    return [];
  }
}
