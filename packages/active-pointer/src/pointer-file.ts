import { dirname, isAbsolute } from 'node:path';
import { errnoOf, FileReadError } from '@missionctl/atomic-fs';
import {
  checkDirectory,
  childPath,
  effects,
  type Operation,
  readRegularFile,
} from '@missionctl/atomic-fs/operations';
import {
  decodePointer,
  type Issue,
  type MissionId,
  newPointerDocument,
  type PointerDocument,
  parseMissionId,
} from '@missionctl/session-model';
import { PointerDamagedError } from './errors.ts';
import type { PointerSettings } from './pointer-settings.ts';

/** What the pointer says, its ids parsed. */
export interface Pointer {
  readonly active: MissionId | undefined;
  readonly previous: MissionId | undefined;
}

/** The pointer file of a home: its path, and how it is read, locked and written. */
export interface PointerFile {
  readonly path: string;
  readonly tighten: boolean;
  readonly lockTimeoutMs: number;
}

/** @throws TypeError when the home is not an absolute path */
export function pointerPath(home: string): string {
  if (!isAbsolute(home)) throw new TypeError(`the home must be an absolute path: '${home}'`);
  return childPath(home, 'session.json');
}

/** The pointer file, its home guarded. @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY */
export function* guardedFile({
  home,
  tighten = true,
  lockTimeoutMs = 5000,
}: PointerSettings): Operation<PointerFile> {
  const path = pointerPath(home);
  yield* checkDirectory(home, { usable: true });
  return { path, tighten, lockTimeoutMs };
}

const maxBytes = 1024 * 1024;
const unreadable: ReadonlySet<string> = new Set([
  'ERR_FILE_READ',
  'ERR_FILE_TOO_LARGE',
  'ERR_NOT_REGULAR_FILE',
]);

/**
 * Whether anything is at the path.
 *
 * @throws ERR_UNUSABLE_DIRECTORY, or else ERR_POINTER_DAMAGED, when that cannot be found out
 */
export function* isThere(path: string): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch (cause) {
    yield* checkDirectory(dirname(path), { usable: true });
    throw unreadablePointer(path, new FileReadError(path, cause));
  }
}

/** The document that is there, an empty one where none is. @throws ERR_POINTER_DAMAGED */
export function* readDocument(file: PointerFile): Operation<PointerDocument> {
  const bytes = yield* readBytes(file);
  if (bytes === undefined) return emptyDocument;
  const decoded = decodePointer(bytes);
  if (decoded.ok) return decoded.document;
  throw new PointerDamagedError(file.path, decoded.fault, decoded.issues);
}

/** What a document says. An id that cannot be one is damage: it is never handed on. */
export function pointerOf(path: string, { state }: PointerDocument): Pointer {
  const id = (text: string | null, field: string): MissionId | undefined => {
    if (text === null) return undefined;
    const parsed = parseMissionId(text);
    if (parsed.ok) return parsed.value;
    const issues = parsed.issues.map((issue): Issue => ({ ...issue, field }));
    throw new PointerDamagedError(path, 'wrong-shape', issues);
  };
  return {
    active: id(state.activeMissionId, 'active_mission_id'),
    previous: id(state.previousMissionId, 'previous_mission_id'),
  };
}

const emptyDocument: PointerDocument = newPointerDocument({
  activeMissionId: null,
  lastSwitchedAt: null,
  previousMissionId: null,
});

function* readBytes({ path, tighten }: PointerFile): Operation<Uint8Array | undefined> {
  try {
    const file = yield* readRegularFile(path, { maxBytes, private: tighten ? 'repair' : 'check' });
    return file?.bytes;
  } catch (error) {
    const code = errnoOf(error);
    if (!(error instanceof Error) || code === undefined || !unreadable.has(code)) throw error;
    throw unreadablePointer(path, error);
  }
}

/** The damage; or the error itself, when it tells nothing of the file. */
function unreadablePointer(path: string, error: Error): Error {
  if (error instanceof FileReadError && error.exhausted) return error;
  const { message } = error;
  const code = errnoOf(error) ?? '';
  return new PointerDamagedError(path, 'unreadable', [
    { code, severity: 'error', field: '', message },
  ]);
}
