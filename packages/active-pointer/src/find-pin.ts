import { dirname } from 'node:path';
import { errnoOf, FileReadError, type RegularFile } from '@missionctl/atomic-fs';
import { effects, type Operation, readRegularFile } from '@missionctl/atomic-fs/operations';
import { type Issue, type MissionId, parseMissionId, pinPath } from '@missionctl/session-model';
import { absolutePath } from '@missionctl/state-file/operations';
import { type PinFault, PinRefusedError } from './errors.ts';

/** A file that selects a mission in its directory and below. */
export interface Pin {
  /** The mission that it selects. */
  readonly missionId: MissionId;
  /** The path of its file. */
  readonly path: string;
}

/**
 * Finds the nearest pin from a directory upwards to the root. A pin is a regular file named
 * `.mission` of at most 256 bytes, with one mission id in it; from a `#` to the end of a line is
 * comment. It must belong to this user or to root, and not be writable by everyone: a file planted
 * in a shared directory decides nothing. The first file found decides, and is never passed over for
 * one further up.
 *
 * @param start - an absolute path, or a file URL; it need not exist
 * @returns the pin; undefined when there is none
 * @throws ERR_PIN_REFUSED; TypeError when the path is not absolute
 * @example
 * const pin = yield* findPin(process.cwd());
 */
export function* findPin(start: string | URL): Operation<Pin | undefined> {
  for (let directory = absolutePath('directory', start); ; directory = dirname(directory)) {
    const path = pinPath(directory);
    const file = yield* readPin(path);
    if (file !== undefined) return { missionId: yield* pinnedBy(path, file), path };
    if (dirname(directory) === directory) return undefined;
  }
}

const maxBytes = 256;

function* readPin(path: string): Operation<RegularFile | undefined> {
  if (!(yield* isThere(path))) return undefined;
  try {
    return yield* readRegularFile(path, { maxBytes });
  } catch (error) {
    const code = errnoOf(error);
    if (!(error instanceof Error) || code === undefined) throw error;
    if (error instanceof FileReadError && error.exhausted) throw error;
    throw refused(path, 'unreadable', { code, message: error.message });
  }
}

/**
 * Asked first: an open that fails costs an error and its stack, in each directory up to the root.
 *
 * @throws ERR_PIN_REFUSED when that cannot be found out: a pin there would decide
 */
function* isThere(path: string): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch (error) {
    const message = `whether it is there cannot be found out (${errnoOf(error) ?? String(error)})`;
    throw refused(path, 'unreadable', { code: 'PIN_HIDDEN', message });
  }
}

function* pinnedBy(path: string, file: RegularFile): Operation<MissionId> {
  const text = textOf(file.bytes);
  if (text === undefined) {
    throw refused(path, 'unparseable', { code: 'PIN_ENCODING', message: 'this is not UTF-8' });
  }
  // Some editors write one, and no editor shows it.
  if (text.startsWith('\ufeff')) {
    const message = 'it begins with a byte order mark';
    throw refused(path, 'unparseable', { code: 'PIN_BYTE_ORDER_MARK', message });
  }
  const [id, ...others] = namesIn(text);
  if (id === undefined || others.length > 0) {
    const message = `a pin names one mission, this one ${id === undefined ? 'none' : others.length + 1}`;
    throw refused(path, 'wrong-shape', { code: 'PIN_SHAPE', message });
  }
  const parsed = parseMissionId(id);
  if (!parsed.ok) throw new PinRefusedError(path, 'wrong-shape', parsed.issues);
  // Last, so that what is called unsafe is known to be a pin.
  const problem = problemWith(file, yield* effects.host());
  if (problem !== undefined) throw refused(path, 'unsafe', problem);
  return parsed.value;
}

type Problem = Pick<Issue, 'code' | 'message'>;

function problemWith(
  { mode, uid }: RegularFile,
  host: { readonly windows: boolean; readonly uid: number | undefined },
): Problem | undefined {
  if (host.windows) return undefined;
  if (uid !== 0 && uid !== host.uid) {
    return { code: 'PIN_OWNER', message: `it belongs to user ${uid}, neither this one nor root` };
  }
  if ((mode & 0o002) === 0) return undefined;
  return { code: 'PIN_MODE', message: `everyone can write it (mode 0${mode.toString(8)})` };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function namesIn(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/s, ''));
  // Not trim(): it takes a byte order mark for white space.
  return lines.map((line) => line.replace(/^[ \t]+|[ \t]+$/g, '')).filter((name) => name !== '');
}

function refused(path: string, fault: PinFault, problem: Problem): PinRefusedError {
  return new PinRefusedError(path, fault, [{ ...problem, severity: 'error', field: '' }]);
}
