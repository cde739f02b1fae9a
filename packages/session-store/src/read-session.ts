import { errnoOf, type RegularFile } from '@missionctl/atomic-fs';
import { type Protocol, readRegularFile } from '@missionctl/atomic-fs/protocols';
import {
  decodeSession,
  type Issue,
  type SessionDocument,
  type SessionState,
} from '@missionctl/session-model';
import type { SessionFault } from './errors.ts';
import { versionOf } from './version.ts';

/** What is at a session's path. */
export type LoadedSession = JoinedSession | { readonly status: 'absent' } | DamagedSession;

export interface JoinedSession {
  readonly status: 'joined';
  readonly session: SessionState;
  /** Opaque; equal for equal content. What `save` expects. */
  readonly version: string;
  /** How the file writes its timestamps; `mixed` when a Python CLI updated a file of ours. */
  readonly dialect: SessionDocument['dialect'];
  readonly warnings: readonly Issue[];
}

export interface DamagedSession {
  readonly status: 'damaged';
  readonly fault: SessionFault;
  readonly path: string;
  readonly issues: readonly Issue[];
}

/** A session together with the document that a rewrite must preserve. */
export type SessionRecord = JoinedSession & { readonly document: SessionDocument };

/** The largest session file that is read, and so the largest that is written. */
export const maxBytes: number = 1024 * 1024;
const unreadable: ReadonlySet<string> = new Set([
  'ERR_FILE_READ',
  'ERR_FILE_TOO_LARGE',
  'ERR_NOT_REGULAR_FILE',
]);

/** Reads what is at `path`, and tells missing, damaged and readable apart. */
export function* readSession(
  path: string,
  tighten: boolean,
): Protocol<SessionRecord | { readonly status: 'absent' } | DamagedSession> {
  try {
    const file = yield* readRegularFile(path, { maxBytes, private: tighten ? 'tighten' : 'judge' });
    return file === undefined ? { status: 'absent' } : decode(path, file);
  } catch (error) {
    const code = errnoOf(error);
    if (!(error instanceof Error) || code === undefined || !unreadable.has(code)) throw error;
    return unreadableSession(path, error);
  }
}

/** What cannot be read is damaged: "not joined" is said only when nothing is there. */
export function unreadableSession(path: string, error: Error): DamagedSession {
  const { message } = error;
  const code = errnoOf(error) ?? '';
  return damaged(path, 'unreadable', [{ code, severity: 'error', field: '', message }]);
}

/** What `load` of the store answers: the document stays inside. */
export function* loadSession(path: string, tighten: boolean): Protocol<LoadedSession> {
  const found = yield* readSession(path, tighten);
  return found.status === 'joined' ? withoutDocument(found) : found;
}

export function withoutDocument({ document: _, ...joined }: SessionRecord): JoinedSession {
  return joined;
}

function decode(path: string, file: RegularFile): SessionRecord | DamagedSession {
  const decoded = decodeSession(file.bytes);
  if (!decoded.ok) return damaged(path, decoded.fault, decoded.issues);
  const { document } = decoded;
  const { state: session, dialect } = document;
  const warnings = modeWarnings(path, file);
  return { status: 'joined', session, version: versionOf(file.bytes), dialect, warnings, document };
}

function damaged(path: string, fault: SessionFault, issues: readonly Issue[]): DamagedSession {
  return { status: 'damaged', fault, path, issues };
}

function modeWarnings(path: string, { mode, tightened }: RegularFile): readonly Issue[] {
  if ((mode & 0o077) === 0) return [];
  const now = tightened ? 'it is 0600 now' : 'it still is';
  const message = `others could open '${path}' (mode 0${mode.toString(8)}), and may have seen a token in it; ${now}`;
  const code = tightened ? 'MODE_TIGHTENED' : 'MODE_TOO_WIDE';
  return [{ code, severity: 'warning', field: '', message }];
}
