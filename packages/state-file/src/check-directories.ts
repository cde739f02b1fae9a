import {
  type Access,
  checkDirectory,
  effects,
  type FileFacts,
  type Operation,
} from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/strict-json';

/** A directory on the way to a file. */
export interface DirectoryOnTheWay {
  /** Its absolute path. */
  readonly path: string;
  /**
   * Whether it must be a directory that its owner may enter, if anything is there; default false:
   * then the file in it is reported as unreadable.
   */
  readonly usable?: boolean | undefined;
}

const writableByGroup = 0o020;
const sticky = 0o1000;

/**
 * Checks the directories on the way to a file. One in which another user could put a file in the
 * place of ours is refused: each has to be ours or root's, and not writable by everyone. One in
 * which the group could adds a warning.
 *
 * @param directories - from the outermost to the one that holds the file
 * @param access - what the file is used for: root may read in the directories of every user, and
 *   write in its own only
 * @returns the warnings, code `DIRECTORY_GROUP_WRITABLE`
 * @throws ERR_UNSAFE_FILE; ERR_UNUSABLE_DIRECTORY of one that must be usable
 * @example
 * const warnings = yield* checkDirectories([{ path: home, usable: true }], 'read');
 */
export function* checkDirectories(
  directories: readonly DirectoryOnTheWay[],
  access: Access,
): Operation<readonly Issue[]> {
  let warnings: readonly Issue[] = [];
  for (const { path, usable = false } of directories) {
    const facts = yield* checkDirectory(path, { usable, access });
    warnings = yield* withGroupWarning(warnings, path, facts);
  }
  return warnings;
}

/**
 * Adds a warning when the group can write in a directory. On Windows, which has no such modes, it never does.
 *
 * @param warnings - those so far
 * @param path - the directory
 * @param facts - what the directory is; undefined when nothing is there
 * @returns the same warnings, or one more, code `DIRECTORY_GROUP_WRITABLE`
 * @example
 * const all = yield* withGroupWarning(warnings, path, yield* checkDirectory(path));
 */
export function* withGroupWarning(
  warnings: readonly Issue[],
  path: string,
  facts: FileFacts | undefined,
): Operation<readonly Issue[]> {
  const mode = facts?.mode ?? 0;
  if ((mode & (writableByGroup | sticky)) !== writableByGroup) return warnings;
  // Node makes up a mode there.
  if ((yield* effects.host()).windows) return warnings;
  const message = `the group of '${path}' can put other files in the place of those in it (mode 0${mode.toString(8)})`;
  return [
    ...warnings,
    { code: 'DIRECTORY_GROUP_WRITABLE', severity: 'warning', field: '', message },
  ];
}
