import {
  errnoOf,
  FileReadError,
  NotRegularFileError,
  type RegularFile,
} from '@missionctl/atomic-fs';
import { effects, type Operation, refuseForeign } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/strict-json';
import { defaultValue } from '../codec/default-value.ts';
import { StateDamagedError } from '../errors.ts';
import { lookAt } from '../guard.ts';
import { requireStateFile } from '../options/require-call.ts';
import type { StateFile } from '../state-file.ts';
import { decodeFile } from './decode-file.ts';
import type { DamagedState, ReadableFile, ReadState, StoredState } from './found-state.ts';
import { beyondOwner, readPrivately } from './read-privately.ts';

const unreadableCodes: ReadonlySet<string | undefined> = new Set([
  'ERR_FILE_READ',
  'ERR_FILE_TOO_LARGE',
  'ERR_NOT_REGULAR_FILE',
]);

/**
 * Reads the document, and distinguishes missing, damaged and readable. Takes no lock and creates
 * nothing; a mode that is too wide is repaired, with a warning.
 *
 * @param file - which document
 * @returns the value with its version; `absent` with the defaults; or `damaged` with every reason
 * @throws ERR_UNSAFE_FILE when the file is another user's or writable by everyone; ERR_FILE_READ
 *   when descriptors or memory ran out, which says nothing about the file
 * @example
 * const state = yield* readState(settings);
 * if (state.status === 'damaged') return state.issues;
 */
export function* readState<T>(file: StateFile<T>): Operation<ReadState<T>> {
  requireStateFile(file);
  return publicView(yield* readStored(file, yield* file.guard('read')));
}

/** The same without what only a rewrite needs. */
function publicView<T>(stored: StoredState<T>): ReadState<T> {
  if (stored.status !== 'present') return stored;
  const { status, value, warnings } = stored;
  return {
    status,
    value,
    get version() {
      return stored.version;
    },
    warnings,
  };
}

/**
 * Reads the document with what a rewrite needs, the directories on the way to it being checked
 * already.
 *
 * @param file - which document
 * @param warnings - what the check of the directories gave
 * @returns what is there; the warnings are added to those of the file
 * @throws ERR_UNSAFE_FILE; ERR_FILE_READ when descriptors or memory ran out, which says nothing
 *   about the file
 * @example
 * const stored = yield* readStored(settings, yield* settings.guard('read'));
 */
export function* readStored<T>(
  file: ReadableFile<T>,
  warnings: readonly Issue[],
): Operation<StoredState<T>> {
  const { path } = file;
  let found: RegularFile | undefined;
  try {
    found = yield* readPrivately(file);
  } catch (error) {
    if (!(error instanceof Error) || !unreadableCodes.has(errnoOf(error))) throw error;
    // A file of another user that is closed to us is not damaged: it is not ours.
    if (errnoOf(error.cause) === 'EACCES') yield* refuseIfForeign(path);
    return unreadableState(path, error);
  }
  if (found === undefined) return { status: 'absent', value: defaultValue(file) };
  const wide = (found.mode & beyondOwner) !== 0 && !(yield* effects.host()).windows;
  return decodeFile(file, found, wide ? [...warnings, modeWarning(path, found)] : warnings);
}

function* refuseIfForeign(path: string): Operation<void> {
  const facts = yield* lookAt(path);
  if (facts !== undefined) yield* refuseForeign(path, facts, 'read');
}

/**
 * Makes the damage of a file that cannot be read: "absent" is only said when nothing is there.
 *
 * @param path - the path of the file
 * @param error - why it cannot be read
 * @returns the damage
 * @throws ERR_FILE_READ, the error itself, when descriptors or memory ran out: that says nothing
 *   about the file
 * @example
 * const { fault, issues } = unreadableState(path, new FileReadError(path, cause));
 */
export function unreadableState(path: string, error: Error): DamagedState {
  if (error instanceof FileReadError && error.exhausted) throw error;
  // A sound file, unlike the other things that are no regular file.
  const isShared = error instanceof NotRegularFileError && error.kind === 'hard-linked file';
  const code = isShared ? 'FILE_SHARED' : (errnoOf(error) ?? '');
  const issues = [{ code, severity: 'error', field: '', message: error.message } as const];
  return { status: 'damaged', fault: 'unreadable', path, issues };
}

/**
 * Finds out whether something is at the path, a document or not. Looks at the name only.
 *
 * @param path - an absolute path
 * @returns false only when nothing is there
 * @throws ERR_STATE_DAMAGED when that cannot be found out; ERR_FILE_READ when memory ran out
 * @example
 * if (!(yield* isPresent(settings.path))) return undefined;
 */
export function* isPresent(path: string): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch (cause) {
    throw new StateDamagedError(unreadableState(path, new FileReadError(path, cause)));
  }
}

function modeWarning(path: string, { mode, repaired }: RegularFile): Issue {
  const now = repaired ? 'it is 0600 now' : 'it still is';
  const message = `others could open '${path}' (mode 0${mode.toString(8)}), and may have read a secret in it; ${now}`;
  const code = repaired ? 'MODE_TIGHTENED' : 'MODE_TOO_WIDE';
  return { code, severity: 'warning', field: '', message };
}
