import { UnsafeFileError } from '@missionctl/atomic-fs';
import { checkDirectory, type FileFacts, type Operation } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';

const writableByGroup = 0o020;
const sticky = 0o1000;

/** How many directories every session has above its mission's. */
const rootDirectories = 2;

export const noWarnings: readonly Issue[] = [];

/**
 * Looks at the directories on the way to a session: one in which everyone could put another file
 * in a session's place is refused, one in which the group could is warned of.
 *
 * @param paths - the home, `missions`, and what is below them
 * @throws ERR_UNSAFE_FILE; ERR_UNUSABLE_DIRECTORY of the home or `missions`
 */
export function* guardDirectories(paths: readonly string[]): Operation<readonly Issue[]> {
  let warnings = noWarnings;
  for (const [index, path] of paths.entries()) {
    // What is wrong with a mission's own directory is told as a session that cannot be read.
    const usable = index < rootDirectories;
    warnings = withGroupWarning(warnings, path, yield* checkDirectory(path, { usable }));
  }
  return warnings;
}

/** The warnings, and one more when the group can write in this directory. */
export function withGroupWarning(
  warnings: readonly Issue[],
  path: string,
  facts: FileFacts | undefined,
): readonly Issue[] {
  const mode = facts?.mode ?? 0;
  if ((mode & (writableByGroup | sticky)) !== writableByGroup) return warnings;
  const message = `the group of '${path}' can put other files in the place of those in it (mode 0${mode.toString(8)})`;
  return [
    ...warnings,
    { code: 'DIRECTORY_GROUP_WRITABLE', severity: 'warning', field: '', message },
  ];
}

/**
 * Looks at a mission's `as/`, and refuses to find aliases behind a link: a list tells by a mission's link
 * count that no directory is in it, and would not see them.
 *
 * @throws ERR_UNSAFE_FILE
 */
export function* guardAliases(directory: string): Operation<FileFacts | undefined> {
  const facts = yield* checkDirectory(directory, { follow: false });
  if (facts?.kind !== 'symlink') return facts;
  const why = 'is a link, and aliases are never looked for behind one';
  throw new UnsafeFileError(directory, facts, { reason: 'link', why });
}
