import { errnoOf } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';

/** What could not be written of the roster, where that keeps nobody from anything. */
type NotWritten =
  | 'CLAIM_NOT_RECORDED'
  | 'CLAIM_NOT_RELEASED'
  | 'PRESENCE_NOT_RECORDED'
  | 'PRESENCE_NOT_REMOVED'
  | 'SESSION_NOT_REMOVED'
  | 'SHARING_NOT_RECORDED'
  | 'SHOWN_NOT_REMEMBERED';

/**
 * The warning for what could not be written, `ROSTER_BUSY` where another process held the lock: then
 * nothing is wrong with any file.
 *
 * @throws the error itself when it is no fault of the roster
 */
export function rosterWarning(code: NotWritten, effect: string, error: unknown): Issue {
  const errno = errnoOf(error);
  if (!(error instanceof Error) || errno === undefined) throw error;
  const message = `${effect}: ${error.message}`;
  const isBusy = errno === 'ERR_LOCK_TIMEOUT';
  return { code: isBusy ? 'ROSTER_BUSY' : code, severity: 'warning', field: '', message };
}
