import { type Operation, syncEarlierChange } from '@missionctl/atomic-fs/operations';
import {
  type MissionId,
  quarantineName,
  requireMissionId,
  timestampFromMs,
} from '@missionctl/session-model';
import {
  isPresent,
  type LockWait,
  provideDirectory,
  quarantineState,
  requireText,
  requireWait,
  withLockedState,
} from '@missionctl/state-file/operations';
import { type ActivePointer, requirePointer, timeOf } from './active-pointer.ts';
import { noPointer, type Pointer } from './pointer-codec.ts';
import { asPointerErrors } from './read-pointer.ts';

/** What a change of the pointer rests on, and how long it waits for the lock. */
export interface PointerChangeOptions extends LockWait {
  /**
   * The active mission as the caller last saw it; null for none. Left out, anything is accepted.
   */
  readonly expecting?: string | null | undefined;
}

/** What a change of the pointer did. */
export type PointerChange =
  | {
      /** `unchanged`: that mission was the active one already; nothing was written. */
      readonly status: 'changed' | 'unchanged';
      /** The mission that was active before the call. */
      readonly former: MissionId | undefined;
    }
  | {
      /** The active mission is another than was expected, and stays. */
      readonly status: 'conflict';
      /** The mission that is active. */
      readonly active: MissionId | undefined;
    };

/** What taking a mission out of the pointer did. */
export interface ForgottenMission {
  /** `unchanged`: the pointer did not name it; nothing was written. */
  readonly status: 'changed' | 'unchanged';
  /** Whether it was the active mission, so that none is active now. */
  readonly wasActive: boolean;
  /** The previous mission, to which one can go back; undefined when there is none. */
  readonly previous: MissionId | undefined;
}

/**
 * Makes a mission the active one, durably, under the pointer's lock. When it is already, nothing is
 * written and the previous one stays.
 *
 * @param pointer - of which home; it is created when it is not there
 * @param missionId - the mission
 * @param options - what is expected to be active, and how long to wait for the lock
 * @returns `changed`, `unchanged`, or `conflict` with the mission that is active
 * @throws ERR_INVALID_ID, ERR_POINTER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_ATOMIC_WRITE, ERR_STATE_CONFLICT, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * const change = yield* setPointer(pointer, 'demo', { expecting: null });
 */
export function* setPointer(
  pointer: ActivePointer,
  missionId: string,
  options: PointerChangeOptions = {},
): Operation<PointerChange> {
  requireCall(pointer, options);
  const id = requireMissionId(missionId);
  if (!(yield* isThereToChange(pointer))) yield* provideDirectory(pointer.file);
  return yield* changeActive(pointer, id, options);
}

/**
 * Leaves no mission active, durably; the one that was becomes the previous one.
 *
 * @param pointer - of which home
 * @param options - what is expected to be active, and how long to wait for the lock
 * @returns `changed`, `unchanged`, or `conflict` with the mission that is active
 * @throws what `setPointer` throws: ERR_POINTER_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * const change = yield* clearPointer(pointer, { expecting: 'demo' });
 */
export function* clearPointer(
  pointer: ActivePointer,
  options: PointerChangeOptions = {},
): Operation<PointerChange> {
  requireCall(pointer, options);
  if (yield* isThereToChange(pointer)) return yield* changeActive(pointer, undefined, options);
  // Nothing is active, and a lock file beside no pointer would be the only change.
  const expected = (options.expecting ?? null) === null;
  return expected
    ? { status: 'unchanged', former: undefined }
    : { status: 'conflict', active: undefined };
}

/**
 * Takes a mission out of the pointer, active or previous, in one step: for one that is being left.
 * When it has returned, the mission does not come back into the pointer after a power failure.
 *
 * @param pointer - of which home
 * @param missionId - the mission
 * @param options - how long to wait for the lock
 * @returns whether something was changed, and whether it was the active mission
 * @throws what `setPointer` throws: ERR_POINTER_DAMAGED, ERR_ATOMIC_WRITE and the others
 * @example
 * const { wasActive } = yield* forgetMission(pointer, 'demo');
 */
export function* forgetMission(
  pointer: ActivePointer,
  missionId: string,
  options: LockWait = {},
): Operation<ForgottenMission> {
  requireCall(pointer, options);
  const id = requireMissionId(missionId);
  if (!(yield* isThereToChange(pointer))) return notForgotten(noPointer);
  return yield* locked(pointer, options, function* ({ require, write }) {
    const found = yield* require();
    const former = found.value ?? noPointer;
    if (former.active !== id && former.previous !== id) {
      // Whoever took it out may have been killed before that was durable, and the caller goes on to
      // remove the session: a power failure must not bring the name of it back.
      yield* syncEarlierChange(pointer.file.path);
      return notForgotten(former);
    }
    const left = without(former, id, yield* timeOf(pointer));
    yield* write(left, found);
    return { status: 'changed', wasActive: former.active === id, previous: left.previous };
  });
}

/**
 * Moves a damaged pointer aside, and never deletes it.
 *
 * @param pointer - of which home
 * @param options - how long to wait for the lock
 * @returns the new path; undefined when there is no damaged pointer
 * @throws ERR_ATOMIC_WRITE, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_LOCK_TIMEOUT,
 *   ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * const aside = yield* quarantinePointer(pointer);
 */
export function* quarantinePointer(
  pointer: ActivePointer,
  options: LockWait = {},
): Operation<string | undefined> {
  requireCall(pointer, options);
  const { file } = pointer;
  const to = quarantineName(file.path, timestampFromMs(yield* timeOf(pointer)));
  return yield* asPointerErrors(quarantineState(file, { ...options, to }));
}

function* changeActive(
  pointer: ActivePointer,
  to: MissionId | undefined,
  { expecting, ...wait }: PointerChangeOptions,
): Operation<PointerChange> {
  return yield* locked(pointer, wait, function* ({ require, write }) {
    const found = yield* require();
    const former = found.value ?? noPointer;
    const { active } = former;
    if (expecting !== undefined && (active ?? null) !== expecting) {
      return { status: 'conflict', active };
    }
    if (active !== to) {
      yield* write(switched(former, to, yield* timeOf(pointer)), found);
      return { status: 'changed', former: active };
    }
    // Its writer may have been killed before that was durable.
    yield* syncEarlierChange(pointer.file.path);
    return { status: 'unchanged', former: active };
  });
}

/** Checks what a change is called with, before anything is touched. */
function requireCall(pointer: ActivePointer, options: PointerChangeOptions): void {
  requirePointer(pointer);
  requireWait(options);
  const { expecting } = options;
  if (expecting !== undefined && expecting !== null) requireText('expecting', expecting);
}

type Body<R> = Parameters<typeof withLockedState<Pointer, R>>[2];

/** Under the lock of a pointer whose home was checked. No change reports what to know of the file. */
function* locked<R>({ file }: ActivePointer, wait: LockWait, body: Body<R>): Operation<R> {
  return yield* asPointerErrors(withLockedState(file, { ...wait, warnings: [] }, body));
}

/**
 * Whether a pointer file is there, whatever is in it, in a home that may be written in.
 *
 * @throws ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY; ERR_POINTER_DAMAGED when it cannot be found out
 */
function* isThereToChange({ file }: ActivePointer): Operation<boolean> {
  yield* file.guard('write');
  return yield* asPointerErrors(isPresent(file.path));
}

/** The pointer after a switch to another mission, or to none. */
function switched(former: Pointer, to: MissionId | undefined, nowMs: number): Pointer {
  return {
    active: to,
    switchedAt: timestampFromMs(nowMs),
    // Going back to the one that was cleared leaves nothing to go back to.
    previous: former.active ?? (former.previous === to ? undefined : former.previous),
  };
}

function notForgotten({ previous }: Pointer): ForgottenMission {
  return { status: 'unchanged', wasActive: false, previous };
}

/** The pointer with a mission taken out of it. */
function without(former: Pointer, missionId: MissionId, nowMs: number): Pointer {
  const { active, previous, switchedAt } = former;
  return {
    active: active === missionId ? undefined : active,
    switchedAt: active === missionId ? timestampFromMs(nowMs) : switchedAt,
    previous: previous === missionId ? undefined : previous,
  };
}
