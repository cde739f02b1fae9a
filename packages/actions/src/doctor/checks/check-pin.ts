import { nearestPin } from '../../resolve/nearest-pin.ts';
import type { Check } from '../check.ts';
import { mayBeJoined } from '../may-be-joined.ts';

/** The pin that counts: one that is refused, or that names a mission in which nobody is joined. */
export const checkPin: Check = function* ({ home, options: { directory } }) {
  if (directory === undefined) return [];
  const found = yield* nearestPin(directory);
  if ('refused' in found) {
    const { path, fault, issues, message } = found.refused;
    return [{ code: 'PIN_REFUSED', path, facts: { fault, issues, message } }];
  }
  if (found.pin === undefined) return [];
  const { path, missionId } = found.pin;
  if (yield* mayBeJoined(home, missionId)) return [];
  return [{ code: 'PIN_DANGLING', path, facts: { missionId } }];
};
