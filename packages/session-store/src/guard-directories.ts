import { guardDirectory, type Protocol } from '@missionctl/atomic-fs/protocols';
import type { Issue } from '@missionctl/session-model';

const writableByGroup = 0o020;
const sticky = 0o1000;

/**
 * Looks at the directories on the way to a session: one in which everyone could put another file
 * in a session's place is refused, one in which the group could is warned of.
 *
 * @throws ERR_UNSAFE_FILE
 */
export function* guardDirectories(paths: readonly string[]): Protocol<readonly Issue[]> {
  let warnings = none;
  for (const path of paths) {
    const mode = (yield* guardDirectory(path))?.mode ?? 0;
    if ((mode & (writableByGroup | sticky)) === writableByGroup) {
      warnings = [...warnings, groupWritable(path, mode)];
    }
  }
  return warnings;
}

const none: readonly Issue[] = [];

function groupWritable(path: string, mode: number): Issue {
  const message = `the group of '${path}' can put other files in the place of those in it (mode 0${mode.toString(8)})`;
  return { code: 'DIRECTORY_GROUP_WRITABLE', severity: 'warning', field: '', message };
}
