import { effects, type FileFacts, type Operation } from '@missionctl/atomic-fs/operations';

/**
 * What is at a path; undefined when nothing is, or when it cannot be looked at: then a directory
 * above it is closed, and that is a finding of its own.
 */
export function* lstatOrNone(path: string): Operation<FileFacts | undefined> {
  try {
    return yield* effects.lstat(path);
  } catch {
    return undefined;
  }
}
