import { errnoOf, UnsafeFileError } from '@missionctl/atomic-fs';
import {
  type Access,
  checkDirectory,
  type FileFacts,
  type Operation,
} from '@missionctl/atomic-fs/operations';
import type { SessionAddress } from '@missionctl/session-model';
import {
  directoriesTo,
  type Issue,
  type SessionDocument,
  sessionLockPath,
  sessionPath,
} from '@missionctl/session-model';
import type {
  StateConflictError,
  StateDamagedError,
  StateFile,
  StateInvalidError,
} from '@missionctl/state-file';
import { codecFile, type ReadableFile, withGroupWarning } from '@missionctl/state-file/operations';
import { InvalidFieldError, SessionConflictError, SessionDamagedError } from './errors.ts';
import { requireStore, type SessionStore } from './session-store.ts';

/**
 * Describes the session file of one address, as the functions of `@missionctl/state-file` take it.
 * Nothing is touched. Each access checks the directories from the home down first.
 *
 * @param store - of which home
 * @param address - which session
 * @returns the file: its path, its lock file and its codec
 * @throws ERR_INVALID_ID
 * @example
 * const file = sessionFile(store, { missionId: 'demo', alias: 'bot' });
 * const state = yield* readState(file);
 */
export function sessionFile(
  store: SessionStore,
  address: SessionAddress,
): StateFile<SessionDocument> {
  requireStore(store);
  const { home, codec, private: privacy } = store;
  return codecFile({
    path: sessionPath(home, address),
    lockPath: sessionLockPath(home, address),
    codec,
    maxBytes,
    private: privacy,
    guard: (access) => checkDirectoriesTo(home, address, access),
  });
}

/** A session file as a list reads it: it takes no lock, and has checked the directories itself. */
export function listedFile(
  { home, codec, private: privacy }: SessionStore,
  address: SessionAddress,
): ReadableFile<SessionDocument> {
  return {
    path: sessionPath(home, address),
    codec,
    maxBytes,
    private: privacy,
    defaults: undefined,
    guard: (access) => checkDirectoriesTo(home, address, access),
  };
}

/** The largest session that is read or written, in bytes. */
const maxBytes = 1024 * 1024;

/**
 * Checks the directories on the way to a session: each must be one, unless nothing is there.
 *
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 */
function* checkDirectoriesTo(
  home: string,
  address: SessionAddress,
  access: Access,
): Operation<readonly Issue[]> {
  let warnings: readonly Issue[] = [];
  for (const [index, path] of directoriesTo(home, address).entries()) {
    const facts =
      index === aliasesDirectoryIndex
        ? yield* checkAliasesDirectory(path, access)
        : yield* checkDirectory(path, { usable: true, access });
    warnings = yield* withGroupWarning(warnings, path, facts);
  }
  return warnings;
}

/** Home, `missions`, mission, `as`, participant. */
const aliasesDirectoryIndex = 3;

/**
 * Checks the directory in which a mission keeps its aliases. One behind a link is refused: whoever
 * can change the link would choose who acts.
 *
 * @param seen - whether it must be possible to look at it, for who would overlook somebody otherwise
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY; ERR_FILE_READ where it must be seen
 */
export function* checkAliasesDirectory(
  path: string,
  access: Access,
  seen = false,
): Operation<FileFacts | undefined> {
  const facts = yield* checkDirectory(path, { follow: false, usable: true, seen, access });
  if (facts?.kind !== 'symlink') return facts;
  const why = 'is a link, and aliases are never looked for behind one';
  throw new UnsafeFileError(path, facts, { reason: 'link', why });
}

/** The faults of the file as the session's own errors. */
export function* asSessionErrors<T>(
  address: SessionAddress,
  operation: Operation<T>,
): Operation<T> {
  try {
    return yield* operation;
  } catch (error) {
    throw sessionErrorOf(address, error);
  }
}

function sessionErrorOf(address: SessionAddress, error: unknown): unknown {
  switch (errnoOf(error)) {
    case 'ERR_STATE_DAMAGED':
      return new SessionDamagedError(address, error as StateDamagedError);
    case 'ERR_STATE_CONFLICT':
      return new SessionConflictError(address, error as StateConflictError);
    case 'ERR_STATE_INVALID':
      return unwritableField(error as StateInvalidError);
    default:
      return error;
  }
}

function unwritableField({ issues: [issue] }: StateInvalidError): InvalidFieldError {
  return new InvalidFieldError(
    camelCase(issue?.field ?? ''),
    `cannot be written: ${issue?.message}`,
    [],
  );
}

/** Callers know the fields by their names in memory. */
function camelCase(key: string): string {
  return key.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
