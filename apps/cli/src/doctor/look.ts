import { effects, type FileFacts, runSync } from '@missionctl/atomic-fs/operations';

/**
 * What is at a path; undefined when nothing is, or when it cannot be looked at: then a directory
 * above it is closed, and that is a finding of its own.
 */
export function look(path: string): FileFacts | undefined {
  try {
    return runSync(effects.lstat(path));
  } catch {
    return undefined;
  }
}
