import { type Twins, twins } from '@missionctl/atomic-fs/operations';
import { type PointerProtocols, pointerProtocols } from './pointer-protocols.ts';
import type { PointerSettings } from './pointer-settings.ts';

/** Each operation of `PointerProtocols` twice: `read` for servers, `readSync` for short runs. */
export type ActivePointer = Twins<PointerProtocols>;

/**
 * The active mission pointer of one home: which mission is meant when nothing else says so.
 *
 * @example
 * const pointer = createActivePointer({ home: '/home/me/.spec-kitty', clock: Date.now });
 * const { active } = pointer.readSync();
 * @throws TypeError when the home is not an absolute path
 */
export function createActivePointer(settings: PointerSettings): ActivePointer {
  return twins(pointerProtocols(settings));
}
