import { errnoOf, type UnsafeFileError } from '@missionctl/atomic-fs';

/** A file or directory of somebody else, or writable by everyone: nothing in it is believed. */
export interface UnsafeSession {
  /** Distinguishes it from the other results of loading. */
  readonly status: 'unsafe';
  /** The path of the file or directory that is unsafe. */
  readonly path: string;
  /** What is unsafe, for whoever says how to repair it. */
  readonly kind: UnsafeFileError['kind'];
  /** Whether its owner, its mode, or that it is a link, makes it unsafe. */
  readonly reason: UnsafeFileError['reason'];
  /** The same for a person to read; it names the path. */
  readonly message: string;
}

/** An ERR_UNSAFE_FILE as a value. @throws the error itself when it is another */
export function unsafeSession(error: unknown): UnsafeSession {
  if (errnoOf(error) !== 'ERR_UNSAFE_FILE') throw error;
  const { path, kind, reason, message } = error as UnsafeFileError;
  return { status: 'unsafe', path, kind, reason, message };
}
