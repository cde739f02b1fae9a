import { FileTooLargeError } from '@missionctl/atomic-fs';
import { type Operation, readRegularFile, replaceFile } from '@missionctl/atomic-fs/operations';
import {
  decodeSession,
  encodeSession,
  type Issue,
  type SessionDocument,
  type SessionState,
} from '@missionctl/session-model';
import { InvalidFieldError, SessionConflictError } from './errors.ts';
import { maxBytes } from './read-session.ts';
import type { SessionFile } from './session-file.ts';
import { versionOf } from './version.ts';

export interface WrittenSession {
  /** As a reader now finds it: a ULID is in upper case, for instance. */
  readonly session: SessionState;
  readonly version: string;
  readonly warnings: readonly Issue[];
}

/** What a write rests on, and what there is to warn of. */
export interface WriteFacts {
  /** The version that was read; undefined when nothing was there. */
  readonly version: string | undefined;
  /** How often the write was begun, this time included. */
  readonly attempt: number;
  readonly warnings: readonly Issue[];
}

/**
 * Writes a document, and answers with what a reader would now find; what a reader could not take
 * for a session is refused, and nothing is written. Only under the lock, which the Python CLI does
 * not take: so that the version is looked at once more just before the rename.
 *
 * @throws ERR_INVALID_FIELD, ERR_FILE_TOO_LARGE, ERR_SESSION_CONFLICT, ERR_ATOMIC_WRITE
 */
export function* writeSession(
  file: SessionFile,
  document: SessionDocument,
  { version, attempt, warnings }: WriteFacts,
): Operation<WrittenSession> {
  const bytes = new TextEncoder().encode(encodeSession(document));
  const session = readBack(bytes);
  if (bytes.length > maxBytes) throw new FileTooLargeError(file.path, bytes.length, maxBytes);
  yield* replaceFile(file.path, bytes, {
    *beforeRename() {
      if ((yield* versionAt(file.path)) === version) return;
      throw new SessionConflictError(file.address, file.path, attempt);
    },
  });
  return { session, version: versionOf(bytes), warnings };
}

/** A file that cannot be read has no version that was ever read: whoever tries again is told why. */
function* versionAt(path: string): Operation<string | undefined> {
  try {
    const file = yield* readRegularFile(path, { maxBytes });
    return file === undefined ? undefined : versionOf(file.bytes);
  } catch {
    return 'unreadable';
  }
}

function readBack(bytes: Uint8Array): SessionState {
  const decoded = decodeSession(bytes);
  if (decoded.ok) return decoded.document.state;
  const [issue] = decoded.issues;
  throw new InvalidFieldError(
    camelCase(issue?.field ?? ''),
    `cannot be written: ${issue?.message}`,
    [],
  );
}

/** Callers know the fields by their names in memory. */
function camelCase(key: string): string {
  return key.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
