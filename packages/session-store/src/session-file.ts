import { FileReadError } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { directoriesOf, type SessionAddress, sessionFileIn } from './address.ts';
import { NotJoinedError, SessionDamagedError } from './errors.ts';
import { guardAliases, guardDirectories } from './guard-directories.ts';
import {
  type Readable,
  readSession,
  type SessionRecord,
  unreadableSession,
} from './read-session.ts';
import type { StoreSettings } from './store-settings.ts';

/** Where the session of one address is. */
export interface SessionPlace {
  readonly address: SessionAddress;
  readonly path: string;
}

/** The session file of one address, the directories above it guarded. */
export interface SessionFile extends SessionPlace, Readable {
  readonly lockTimeoutMs: number;
}

/** @throws ERR_INVALID_ID, before any path is built, and ERR_UNSAFE_FILE of a directory */
export function* sessionFileAt(
  { home, tighten = true, lockTimeoutMs = 5000 }: StoreSettings<unknown>,
  address: SessionAddress,
): Operation<SessionFile> {
  const directories = directoriesOf(home, address);
  const [, , mission = home, aliases, participant = mission] = directories;
  const warnings = yield* guardDirectories(directories);
  if (aliases !== undefined) yield* guardAliases(aliases);
  const path = sessionFileIn(participant);
  return { address, path, tighten, lockTimeoutMs, warnings };
}

/** Whether anything is at the path. @throws ERR_SESSION_DAMAGED when that cannot be found out */
export function* isThere({ address, path }: SessionPlace): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch (cause) {
    const unseen = unreadableSession(path, new FileReadError(path, cause));
    throw new SessionDamagedError(address, unseen);
  }
}

/** The session as it is. @throws ERR_NOT_JOINED, ERR_SESSION_DAMAGED, ERR_UNSAFE_FILE */
export function* requireRecord(file: SessionFile): Operation<SessionRecord> {
  const found = yield* readSession(file);
  if (found.status === 'joined') return found;
  if (found.status === 'absent') throw new NotJoinedError(file.address, file.path);
  throw new SessionDamagedError(file.address, found);
}
