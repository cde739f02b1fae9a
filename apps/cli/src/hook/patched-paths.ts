/** A patch of more files than that is a migration, of which nobody reads a list. */
const most = 50;

/**
 * The paths that a patch of Codex names: every file that it adds, changes, removes, or moves, and where to.
 * Lines of a file begin with a blank, a plus or a minus there, so that none is mistaken for a header.
 *
 * @param patch - the text of a patch, as `apply_patch` takes it
 * @returns the paths as they stand there, each once
 */
export function patchedPaths(patch: string): readonly string[] {
  const header = /^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+?)[ \r]*$/gm;
  const paths = new Set<string>();
  for (const [, path] of patch.matchAll(header)) {
    if (path !== undefined) paths.add(path);
    if (paths.size === most) break;
  }
  return [...paths];
}
