import { parseMissionId, quoted } from '@missionctl/session-model';
import type { Context } from './context.ts';

/** What comes before the pointer and names another mission than it; undefined when nothing does. */
export function maskOfPointer(context: Context, missionId: string | undefined): string | undefined {
  const environment = context.environment('MISSIONCTL_MISSION');
  if (environment === undefined || environment === missionId) return undefined;
  const named = parseMissionId(environment).ok ? environment : quoted(environment);
  return `MISSIONCTL_MISSION says ${named}, and comes before the pointer`;
}
