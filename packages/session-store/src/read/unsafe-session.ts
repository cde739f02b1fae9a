import { errnoOf, type UnsafeFileError } from '@missionctl/atomic-fs';

/** A file or directory of somebody else, or writable by everyone: nothing in it is believed. */
export interface UnsafeSession {
  readonly status: 'unsafe';
  readonly path: string;
  /** What is unsafe, for whoever says how to repair it. */
  readonly kind: UnsafeFileError['kind'];
  readonly reason: UnsafeFileError['reason'];
  readonly message: string;
}

/** An ERR_UNSAFE_FILE as a value. @throws the error itself when it is another */
export function unsafeSession(error: unknown): UnsafeSession {
  if (errnoOf(error) !== 'ERR_UNSAFE_FILE') throw error;
  const { path, kind, reason, message } = error as UnsafeFileError;
  return { status: 'unsafe', path, kind, reason, message };
}
