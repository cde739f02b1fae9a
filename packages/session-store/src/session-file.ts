import { FileReadError } from '@missionctl/atomic-fs';
import { effects, type Protocol, underLockOf } from '@missionctl/atomic-fs/protocols';
import { lockPathOf, type SessionAddress, sessionPath } from './address.ts';
import { NotJoinedError, SessionDamagedError } from './errors.ts';
import { readSession, type SessionRecord, unreadableSession } from './read-session.ts';
import type { StoreSettings } from './store-settings.ts';

/** The session file of one address: its path, and how it is read, locked and written. */
export interface SessionFile {
  readonly address: SessionAddress;
  readonly path: string;
  readonly tighten: boolean;
  readonly lockTimeoutMs: number;
}

/** @throws ERR_INVALID_ID, before any path is built */
export function sessionFileAt(
  settings: StoreSettings<unknown>,
  address: SessionAddress,
): SessionFile {
  const { home, tighten = true, lockTimeoutMs = 5000 } = settings;
  return { address, path: sessionPath(home, address), tighten, lockTimeoutMs };
}

/** Whether anything is at the path. @throws ERR_SESSION_DAMAGED when that cannot be found out */
export function* isThere(file: SessionFile): Protocol<boolean> {
  try {
    return (yield* effects.lstat(file.path)) !== undefined;
  } catch (cause) {
    const unseen = unreadableSession(file.path, new FileReadError(file.path, cause));
    throw new SessionDamagedError(file.address, unseen);
  }
}

/** The session as it is. @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_UNSAFE_FILE */
export function* requireRecord(file: SessionFile): Protocol<SessionRecord> {
  const found = yield* readSession(file.path, file.tighten);
  if (found.status === 'joined') return found;
  if (found.status === 'absent') throw new NotJoinedError(file.address, file.path);
  throw new SessionDamagedError(file.address, found);
}

/** Runs `body` under the session's lock, its orphaned temp files swept. */
export function* locked<T>(file: SessionFile, body: () => Protocol<T>): Protocol<T> {
  const { path, lockTimeoutMs: timeoutMs } = file;
  return yield* underLockOf(path, { lockPath: lockPathOf(path), timeoutMs }, body);
}
