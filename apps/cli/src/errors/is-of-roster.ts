import { ownDirectory } from '@missionctl/session-model';

/** Whether a path is where a home keeps its roster: whatever is wrong there keeps nobody from working. */
export function isOfRoster(path: string | undefined, home: string | undefined): boolean {
  if (path === undefined || home === undefined) return false;
  const own = ownDirectory(home);
  return path === own || path.startsWith(`${own}/`);
}
