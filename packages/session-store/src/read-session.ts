import { errnoOf, FileReadError, type RegularFile } from '@missionctl/atomic-fs';
import { type Operation, readRegularFile } from '@missionctl/atomic-fs/operations';
import {
  decodeSession,
  type Issue,
  type SessionDocument,
  type SessionState,
} from '@missionctl/session-model';
import type { SessionFault } from './errors.ts';
import { versionOf } from './version.ts';

/** What is at a session's path. */
export type LoadedSession = JoinedSession | AbsentSession | DamagedSession;

export interface JoinedSession {
  readonly status: 'joined';
  readonly session: SessionState;
  /** Opaque; equal for equal content. What `save` expects. */
  readonly version: string;
  /** How the file writes its timestamps; `mixed` when a Python CLI updated a file of ours. */
  readonly dialect: SessionDocument['dialect'];
  readonly warnings: readonly Issue[];
}

export interface AbsentSession {
  readonly status: 'absent';
}

export interface DamagedSession {
  readonly status: 'damaged';
  readonly fault: SessionFault;
  readonly path: string;
  readonly issues: readonly Issue[];
}

/** A session together with the document that a rewrite must preserve. */
export interface SessionRecord {
  readonly status: 'joined';
  readonly joined: JoinedSession;
  readonly document: SessionDocument;
}

/** A file to be read as a session. */
export interface Readable {
  readonly path: string;
  /** Whether a mode that is too wide is made 0600. */
  readonly tighten: boolean;
  /** What it is read into, where many are read: see `into` of `readRegularFile`. */
  readonly into?: Uint8Array | undefined;
  /** What there is to warn of before the file is read. */
  readonly warnings: readonly Issue[];
}

/** The largest session file that is read, and so the largest that is written. */
export const maxBytes: number = 1024 * 1024;

const unreadable: ReadonlySet<string> = new Set([
  'ERR_FILE_READ',
  'ERR_FILE_TOO_LARGE',
  'ERR_NOT_REGULAR_FILE',
]);

/** Reads a file, and tells missing, damaged and readable apart. @throws ERR_UNSAFE_FILE */
export function* readSession(
  readable: Readable,
): Operation<SessionRecord | AbsentSession | DamagedSession> {
  const { path, tighten, into } = readable;
  try {
    const file = yield* readRegularFile(path, {
      maxBytes,
      private: tighten ? 'repair' : 'check',
      into,
    });
    return file === undefined ? { status: 'absent' } : decode(readable, file);
  } catch (error) {
    const code = errnoOf(error);
    if (!(error instanceof Error) || code === undefined || !unreadable.has(code)) throw error;
    return unreadableSession(path, error);
  }
}

/** What is told of a file that was read: the document stays inside. */
export function told(found: SessionRecord): JoinedSession;
export function told(found: SessionRecord | DamagedSession): JoinedSession | DamagedSession;
export function told(found: SessionRecord | AbsentSession | DamagedSession): LoadedSession;
export function told(found: SessionRecord | AbsentSession | DamagedSession): LoadedSession {
  return found.status === 'joined' ? found.joined : found;
}

/**
 * What cannot be read is damaged: "not joined" is said only when nothing is there.
 *
 * @throws the error itself when it tells nothing of the file
 */
export function unreadableSession(path: string, error: Error): DamagedSession {
  if (error instanceof FileReadError && error.exhausted) throw error;
  const { message } = error;
  const code = errnoOf(error) ?? '';
  return damaged(path, 'unreadable', [{ code, severity: 'error', field: '', message }]);
}

function decode(readable: Readable, file: RegularFile): SessionRecord | DamagedSession {
  const decoded = decodeSession(file.bytes);
  if (!decoded.ok) return damaged(readable.path, decoded.fault, decoded.issues);
  const { document } = decoded;
  const { state: session, dialect } = document;
  const version = versionOf(file.bytes);
  const warnings = withModeWarning(readable, file);
  return {
    status: 'joined',
    joined: { status: 'joined', session, version, dialect, warnings },
    document,
  };
}

function damaged(path: string, fault: SessionFault, issues: readonly Issue[]): DamagedSession {
  return { status: 'damaged', fault, path, issues };
}

function withModeWarning(
  { path, warnings }: Readable,
  { mode, repaired }: RegularFile,
): readonly Issue[] {
  if ((mode & 0o077) === 0) return warnings;
  const now = repaired ? 'it is 0600 now' : 'it still is';
  const message = `others could open '${path}' (mode 0${mode.toString(8)}), and may have seen a token in it; ${now}`;
  const code = repaired ? 'MODE_TIGHTENED' : 'MODE_TOO_WIDE';
  return [...warnings, { code, severity: 'warning', field: '', message }];
}
