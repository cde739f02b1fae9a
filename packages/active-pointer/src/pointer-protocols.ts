import { dirname, isAbsolute, join } from 'node:path';
import { ensureDirectory, moveAside, type Protocol } from '@missionctl/atomic-fs/protocols';
import {
  type MissionId,
  type PointerDocument,
  quarantineName,
  requireMissionId,
  timestampFromMs,
} from '@missionctl/session-model';
import { PointerDamagedError } from './errors.ts';
import {
  isThere,
  locked,
  type Pointer,
  type PointerFile,
  pointerOf,
  readDocument,
  writeDocument,
} from './pointer-file.ts';

export interface PointerSettings {
  /** The absolute path of the home. Nothing is created by reading. */
  readonly home: string;
  /** Milliseconds since the epoch, possibly with a fraction: `Date.now` will do. */
  readonly clock: () => number;
  /** How long a change waits for the pointer's lock, in milliseconds; default 5000. */
  readonly lockTimeoutMs?: number;
  /** `false`: a mode that is too wide is left alone; default true: made 0600, in silence. */
  readonly tighten?: boolean;
}

/** What a change of the pointer expects to find; without it, it expects nothing. */
export interface Expecting {
  /** The active mission as the caller last saw it; null for none. */
  readonly expecting?: string | null;
}

export type PointerChange =
  | { readonly status: 'changed' | 'unchanged'; readonly former: MissionId | undefined }
  /** The active mission is another than was expected, and stays. */
  | { readonly status: 'conflict'; readonly active: MissionId | undefined };

/** What a pointer can do, each operation once, as a protocol. */
export interface PointerProtocols {
  /** The active mission and the one before. @throws ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE */
  read(): Protocol<Pointer>;

  /** The mission that was active before. @throws what `read` throws */
  previous(): Protocol<MissionId | undefined>;

  /**
   * Makes a mission the active one, durably, under the pointer's lock. `unchanged`, and nothing
   * is written, when it is the active one already; the previous one stays then.
   *
   * @throws ERR_INVALID_ID, ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE, ERR_ATOMIC_WRITE,
   *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE
   */
  set(missionId: string, options?: Expecting): Protocol<PointerChange>;

  /** Leaves no mission active; the one that was becomes the previous. @throws what `set` throws */
  clear(options?: Expecting): Protocol<PointerChange>;

  /**
   * Takes a mission out of the pointer, wherever it stands in it: for one that is being left.
   * True when something was changed. @throws what `set` throws
   */
  forget(missionId: string): Protocol<boolean>;

  /** Moves a damaged pointer aside; its new path, or undefined when it is not damaged. */
  quarantine(): Protocol<string | undefined>;
}

/** The pointer of one home. @throws TypeError when the home is not an absolute path */
export function pointerProtocols(settings: PointerSettings): PointerProtocols {
  const { home, clock, tighten = true, lockTimeoutMs = 5000 } = settings;
  if (!isAbsolute(home)) throw new TypeError(`the home must be an absolute path: '${home}'`);
  const file: PointerFile = { path: join(home, 'session.json'), tighten, lockTimeoutMs };

  function* change(to: MissionId | undefined, { expecting }: Expecting): Protocol<PointerChange> {
    return yield* locked(file, function* () {
      const document = yield* readDocument(file);
      const { active } = pointerOf(file.path, document);
      if (expecting !== undefined && (active ?? null) !== expecting) {
        return { status: 'conflict', active };
      }
      if (active === to) return { status: 'unchanged', former: active };
      yield* writeDocument(file, switched(document, to, clock()));
      return { status: 'changed', former: active };
    });
  }

  return {
    *read() {
      return pointerOf(file.path, yield* readDocument(file));
    },
    *previous() {
      return pointerOf(file.path, yield* readDocument(file)).previous;
    },
    *set(missionId, options = {}) {
      const id = requireMissionId(missionId);
      if (!(yield* isThere(file))) yield* ensureDirectory(dirname(file.path));
      return yield* change(id, options);
    },
    *clear(options = {}) {
      if (yield* isThere(file)) return yield* change(undefined, options);
      // Nothing active, and a lock file beside no pointer would be the only change.
      const expected = (options.expecting ?? null) === null;
      return expected
        ? { status: 'unchanged', former: undefined }
        : { status: 'conflict', active: undefined };
    },
    *forget(missionId) {
      const id = requireMissionId(missionId);
      if (!(yield* isThere(file))) return false;
      return yield* locked(file, function* () {
        const document = yield* readDocument(file);
        const { active, previous } = pointerOf(file.path, document);
        if (active !== id && previous !== id) return false;
        yield* writeDocument(file, without(document, id, clock()));
        return true;
      });
    },
    *quarantine() {
      if (!(yield* isThere(file))) return undefined;
      return yield* locked(file, function* () {
        if (!(yield* isDamaged(file))) return undefined;
        const aside = quarantineName(file.path, timestampFromMs(clock()));
        yield* moveAside(file.path, aside);
        return aside;
      });
    },
  };
}

function* isDamaged(file: PointerFile): Protocol<boolean> {
  try {
    pointerOf(file.path, yield* readDocument({ ...file, tighten: false }));
    return false;
  } catch (error) {
    if (error instanceof PointerDamagedError) return true;
    throw error;
  }
}

function switched(
  document: PointerDocument,
  to: MissionId | undefined,
  nowMs: number,
): PointerDocument {
  const { activeMissionId: former, previousMissionId: earlier } = document.state;
  const state = {
    activeMissionId: to ?? null,
    lastSwitchedAt: timestampFromMs(nowMs),
    // Going back to the one that was cleared leaves nothing to go back to.
    previousMissionId: former ?? (earlier === to ? null : earlier),
  };
  return { ...document, state };
}

function without(document: PointerDocument, missionId: MissionId, nowMs: number): PointerDocument {
  const { activeMissionId: active, previousMissionId: previous } = document.state;
  const state = {
    activeMissionId: active === missionId ? null : active,
    lastSwitchedAt: active === missionId ? timestampFromMs(nowMs) : document.state.lastSwitchedAt,
    previousMissionId: previous === missionId ? null : previous,
  };
  return { ...document, state };
}
