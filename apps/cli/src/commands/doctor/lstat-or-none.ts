import { effects, type FileFacts, runSync } from '@missionctl/atomic-fs/operations';

/**
 * What is at a path; undefined when nothing is, or when a directory above it is closed, which is a finding of
 * its own.
 */
export function lstatOrNone(path: string): FileFacts | undefined {
  try {
    return runSync(effects.lstat(path));
  } catch {
    return undefined;
  }
}
