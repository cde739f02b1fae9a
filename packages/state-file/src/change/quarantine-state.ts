import { dirname, resolve } from 'node:path';
import { effects, moveAside, type Operation, wrongValue } from '@missionctl/atomic-fs/operations';
import { absoluteFilePath } from '../options/absolute-path.ts';
import { requireCall } from '../options/require-call.ts';
import type { LockWait } from '../options/wait.ts';
import { isPresent } from '../read/read-state.ts';
import type { StateFile } from '../state-file.ts';
import { withLockedState } from './locked-state.ts';

/** How a damaged file is moved aside. */
export interface QuarantineOptions extends LockWait {
  /**
   * The absolute path, or file URL, that it gets, in the same directory; default: its own with `.damaged-<time>` after it,
   * as `settings.json.damaged-20260215T131602154Z`.
   */
  readonly to?: string | URL | undefined;
}

/**
 * Moves a damaged file aside, so that a new one can be created. Content is never deleted, and a
 * file that is whole stays. Decided under the lock, so that one that another process has just
 * repaired stays.
 *
 * @param file - which document
 * @param options - the path that it gets, and how long to wait for the lock
 * @returns the new path; undefined when there is no damaged file
 * @throws ERR_ATOMIC_WRITE (also when the new path is taken), ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST, ERR_UNSAFE_FILE; TypeError for a new path in another
 *   directory
 * @example
 * const aside = yield* quarantineState(settings);
 */
export function* quarantineState<T>(
  file: StateFile<T>,
  options: QuarantineOptions = {},
): Operation<string | undefined> {
  requireCall(file, options);
  const given = options.to === undefined ? undefined : asidePath(file, options.to);
  const warnings = yield* file.guard('write');
  if (!(yield* isPresent(file.path))) return undefined;
  const untouched: StateFile<T> = { ...file, private: 'check' };
  return yield* withLockedState(untouched, { ...options, warnings }, function* ({ read }) {
    if ((yield* read()).status !== 'damaged') return undefined;
    const to = given ?? `${file.path}.damaged-${compact(yield* effects.time())}`;
    yield* moveAside(file.path, to);
    return to;
  });
}

/** In another directory the move would be neither atomic nor durable. */
function asidePath(
  { path, lockPath }: Pick<StateFile<unknown>, 'path' | 'lockPath'>,
  to: string | URL,
): string {
  const aside = resolve(absoluteFilePath('to', to));
  if (dirname(aside) === dirname(path) && aside !== path && aside !== lockPath) return aside;
  throw wrongValue('to', 'another path in the same directory', aside);
}

/** A time as a part of a file name. */
function compact(timeMs: number): string {
  return new Date(timeMs).toISOString().replaceAll(/[-:.]/g, '');
}
