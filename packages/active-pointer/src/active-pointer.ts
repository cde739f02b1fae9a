import { effects, type Operation, wrongType } from '@missionctl/atomic-fs/operations';
import { pointerLockPath, pointerPath, type TimeZone } from '@missionctl/session-model';
import type { StateFile } from '@missionctl/state-file';
import {
  absolutePath,
  checkDirectories,
  codecFile,
  optionalFunction,
  requireKeeping,
  requireObject,
  timeBy,
} from '@missionctl/state-file/operations';
import { type Pointer, pointerCodec } from './pointer-codec.ts';

/** Which home, and how its pointer is kept. */
export interface ActivePointerOptions {
  /** The absolute path of the home, or a file URL. Nothing is created by reading. */
  readonly home: string | URL;
  /** Milliseconds since the epoch, possibly with a fraction; default: the machine's clock. */
  readonly clock?: (() => number) | undefined;
  /** Whose local time a time without an offset is; default: the engine's, of this process. */
  readonly zone?: TimeZone | undefined;
  /** What happens to a pointer that others could read: `repair` (default) makes its mode 0600. */
  readonly private?: 'check' | 'repair' | undefined;
}

/** The pointer of one home, as plain data: what the functions of this package take. */
export interface ActivePointer {
  /** The absolute path of the home. */
  readonly home: string;
  /** Milliseconds since the epoch; undefined for the machine's clock. */
  readonly clock: (() => number) | undefined;
  /** The file that holds it. */
  readonly file: StateFile<Pointer>;
}

/**
 * Describes the active mission pointer of one home: which mission is selected when nothing more
 * specific selects one. Nothing is touched.
 *
 * @param options - which home
 * @returns what `readPointer`, `setPointer` and the others take
 * @throws TypeError when the home is not an absolute path, or another option cannot be
 * @example
 * const pointer = activePointer({ home: '/home/me/.spec-kitty' });
 * const { active } = readPointerSync(pointer);
 */
export function activePointer(options: ActivePointerOptions): ActivePointer {
  const { clock, zone, private: privacy } = requireObject('options', options);
  const home = absolutePath('home', options.home);
  optionalFunction('clock', clock);
  requireKeeping({ zone });
  const file = codecFile({
    path: pointerPath(home),
    lockPath: pointerLockPath(home),
    codec: pointerCodec(zone),
    private: privacy,
    guard: (access) => checkDirectories([{ path: home, usable: true }], access),
  });
  return { home, clock, file };
}

/** The time that a change is stamped with, in milliseconds since the epoch. */
export function* timeOf({ clock }: ActivePointer): Operation<number> {
  return clock === undefined ? yield* effects.time() : timeBy(clock);
}

/** Checks that it is a description of the pointer of a home, and no path. @throws TypeError */
export function requirePointer(pointer: unknown): void {
  if (typeof pointer === 'object' && pointer !== null && 'file' in pointer) return;
  throw wrongType('pointer', 'what activePointer() returns', pointer);
}
