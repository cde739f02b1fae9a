import {
  ensureDirectory,
  moveAside,
  type Operation,
  syncParent,
} from '@missionctl/atomic-fs/operations';
import {
  type MissionId,
  quarantineName,
  requireMissionId,
  timestampFromMs,
} from '@missionctl/session-model';
import { PointerDamagedError } from './errors.ts';
import { locked, writeDocument } from './locked-pointer.ts';
import { switched, without } from './pointer-changes.ts';
import {
  guardedFile,
  isThere,
  type PointerFile,
  pointerOf,
  pointerPath,
  readDocument,
} from './pointer-file.ts';
import type { PointerSettings } from './pointer-settings.ts';

/** What a change of the pointer expects to find; without it, it expects nothing. */
export interface Expecting {
  /** The active mission as the caller last saw it; null for none. */
  readonly expecting?: string | null;
}

export type PointerChange =
  | { readonly status: 'changed' | 'unchanged'; readonly former: MissionId | undefined }
  /** The active mission is another than was expected, and stays. */
  | { readonly status: 'conflict'; readonly active: MissionId | undefined };

/** What can be changed of a pointer, each under its lock. */
export interface ChangingPointer {
  /**
   * Makes a mission the active one, durably, under the pointer's lock. `unchanged`, and nothing
   * is written, when it is the active one already; the previous one stays then.
   *
   * @throws ERR_INVALID_ID, ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
   *   ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE
   */
  set(missionId: string, options?: Expecting): Operation<PointerChange>;

  /** Leaves no mission active; the one that was becomes the previous. @throws what `set` throws */
  clear(options?: Expecting): Operation<PointerChange>;

  /**
   * Takes a mission out of the pointer, wherever it stands in it: for one that is being left.
   * True when something was changed. @throws what `set` throws
   */
  forget(missionId: string): Operation<boolean>;

  /**
   * Moves a damaged pointer aside, and never deletes it; its new path, or undefined when it is not
   * damaged.
   *
   * @throws ERR_ATOMIC_WRITE, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_LOCK_TIMEOUT,
   *   ERR_LOCK_UNAVAILABLE
   */
  quarantine(): Operation<string | undefined>;
}

/** The half of a pointer that changes. @throws TypeError when the home is not an absolute path */
export function changingPointer(settings: PointerSettings): ChangingPointer {
  const { home, clock } = settings;
  const path = pointerPath(home);

  function* change(to: MissionId | undefined, { expecting }: Expecting): Operation<PointerChange> {
    const file = yield* guardedFile(settings);
    return yield* locked(file, function* () {
      const document = yield* readDocument(file);
      const { active } = pointerOf(path, document);
      if (expecting !== undefined && (active ?? null) !== expecting) {
        return { status: 'conflict', active };
      }
      if (active !== to) {
        yield* writeDocument(file, switched(document, to, clock()));
        return { status: 'changed', former: active };
      }
      // Whoever made it so may have been killed before that was durable.
      yield* syncParent(path);
      return { status: 'unchanged', former: active };
    });
  }

  return {
    *set(missionId, options = {}) {
      const id = requireMissionId(missionId);
      if (!(yield* isThere(path))) yield* ensureDirectory(home);
      return yield* change(id, options);
    },
    *clear(options = {}) {
      if (yield* isThere(path)) return yield* change(undefined, options);
      // Nothing active, and a lock file beside no pointer would be the only change.
      const expected = (options.expecting ?? null) === null;
      return expected
        ? { status: 'unchanged', former: undefined }
        : { status: 'conflict', active: undefined };
    },
    *forget(missionId) {
      const id = requireMissionId(missionId);
      if (!(yield* isThere(path))) return false;
      const file = yield* guardedFile(settings);
      return yield* locked(file, function* () {
        const document = yield* readDocument(file);
        const { active, previous } = pointerOf(path, document);
        if (active !== id && previous !== id) return false;
        yield* writeDocument(file, without(document, id, clock()));
        return true;
      });
    },
    *quarantine() {
      if (!(yield* isThere(path))) return undefined;
      const file = yield* guardedFile(settings);
      return yield* locked(file, function* () {
        if (!(yield* isDamaged(file))) return undefined;
        const aside = quarantineName(path, timestampFromMs(clock()));
        yield* moveAside(path, aside);
        return aside;
      });
    },
  };
}

function* isDamaged(file: PointerFile): Operation<boolean> {
  try {
    pointerOf(file.path, yield* readDocument({ ...file, tighten: false }));
    return false;
  } catch (error) {
    if (error instanceof PointerDamagedError) return true;
    throw error;
  }
}
