import { dirname } from 'node:path';
import type { MissionSource } from '@missionctl/active-pointer';
import {
  type Operation,
  removeFile,
  replaceFile,
  syncEarlierChange,
} from '@missionctl/atomic-fs/operations';
import { pinPath } from '@missionctl/session-model';
import { absolutePath } from '@missionctl/session-store/operations';
import type { Evidence, FullEvidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { nearestPin, type PinFound } from '../resolve/nearest-pin.ts';
import { type Mask, maskInEnvironment } from '../resolve/pointer-mask.ts';
import { resolveForAnybody } from '../resolve/resolve-session.ts';
import { removePinOrphans } from './pin-orphans.ts';

/** What pinning did. */
export interface PinOutcome {
  /** What this outcome is. */
  readonly status: 'pinned';
  /** The pin's file. */
  readonly path: string;
  /** The mission that it names. */
  readonly missionId: string;
  /** What selected that mission. */
  readonly resolvedFrom: MissionSource;
  /** Whether anything was written. */
  readonly changed: boolean;
  /** What selects another mission all the same. */
  readonly mask: Mask | undefined;
}

/** What unpinning did. */
export interface UnpinOutcome {
  /** What this outcome is. */
  readonly status: 'unpinned';
  /** The file of the pin that was asked for. */
  readonly path: string;
  /** Whether there was one. */
  readonly changed: boolean;
  /** The pin that counts here now. */
  readonly above: PinFound;
}

/**
 * Pins the selected mission to a directory: there and below, that mission is selected. Anybody of
 * the home may be joined in it. The file is readable by everyone, since it holds no secret; but a
 * pin counts for its owner and, where it is root's, for everybody. What writers of this pin left that
 * were killed an hour ago or more is removed.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, and who acts
 * @param directory - the absolute path of the directory, or a file URL
 * @returns the file, and the mission that it names
 * @throws ERR_PIN_REFUSED when a file that is no pin has its name; ERR_ATOMIC_WRITE, and what
 *   `resolve` throws
 * @example
 * const { path, changed } = yield* pin(home, evidence, '/home/me/code/api');
 */
export function* pinMission(
  home: Home,
  evidence: Evidence,
  directory: string | URL,
): Operation<PinOutcome> {
  const given = requireCall(home, evidence);
  return yield* pinTo(home, given, absolutePath('directory', directory));
}

function* pinTo(home: Home, evidence: FullEvidence, directory: string): Operation<PinOutcome> {
  const { missionId, resolvedFrom } = yield* resolveForAnybody(home, evidence);
  const path = pinPath(directory);
  const found = yield* nearestPin(directory);
  keepWhatIsNoPin(found, path);
  yield* removePinOrphans(directory, home.clock());
  const stands = 'pin' in found && found.pin?.path === path && found.pin.missionId === missionId;
  // Whoever pinned it may have been killed before that was durable.
  if (stands) yield* syncEarlierChange(path);
  else yield* replaceFile(path, `${missionId}\n`, { mode: 0o644 });
  const mask = maskInEnvironment(evidence, missionId);
  return { status: 'pinned', path, missionId, resolvedFrom, changed: !stands, mask };
}

/**
 * Removes the pin of a directory.
 *
 * @param place - the absolute path of the directory, or a file URL
 * @returns whether there was one, and the pin that counts there now
 * @throws ERR_PIN_REFUSED when a file that is no pin has its name; ERR_ATOMIC_WRITE
 * @example
 * const { changed, above } = yield* unpin('/home/me/code/api');
 */
export function* unpinMission(place: string | URL): Operation<UnpinOutcome> {
  const directory = absolutePath('directory', place);
  const path = pinPath(directory);
  keepWhatIsNoPin(yield* nearestPin(directory), path);
  // A pin that is refused further up is no reason not to remove this one. Looked for before: once
  // this one is removed, nothing may fail any more.
  const parent = dirname(directory);
  const above: PinFound = parent === directory ? { pin: undefined } : yield* nearestPin(parent);
  const changed = yield* removeFile(path);
  return { status: 'unpinned', path, changed, above };
}

/** A file that happens to have the name, or whose content is damaged, is its owner's to decide on. */
function keepWhatIsNoPin(found: PinFound, path: string): void {
  if (!('refused' in found)) return;
  const { refused } = found;
  if (refused.path === path && refused.fault !== 'unsafe') throw refused;
}
