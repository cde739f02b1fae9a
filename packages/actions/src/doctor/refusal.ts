import { errnoOf, type UnsafeFileError, type UnusableDirectoryError } from '@missionctl/atomic-fs';
import { classifyError } from '../error-table.ts';
import type { Problem } from './check.ts';
import type { UnsafeFileFacts, UnusableFacts } from './finding.ts';

/**
 * What a check would look at is refused: that is what it has found.
 *
 * @throws the error itself when it says nothing about the home
 */
export function refusalOf(error: unknown, refuses: UnsafeFileFacts['refuses']): Problem {
  const { code } = classifyError(error);
  if (code === 'UNSAFE_FILE') {
    const { path, kind, reason, message } = error as UnsafeFileError;
    return { code, path, facts: { refuses, kind, reason, message } };
  }
  if (code !== 'HOME_UNUSABLE') throw error;
  const { path, message, kind } = error as UnusableDirectoryError;
  return { code, path, facts: { reason: reasonOf(error, kind), message } };
}

function reasonOf(error: unknown, kind: string | undefined): UnusableFacts['reason'] {
  if (errnoOf(error) !== 'ERR_UNUSABLE_DIRECTORY') return 'unreadable';
  return kind === 'directory' ? 'closed' : 'not-a-directory';
}
