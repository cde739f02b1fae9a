import type { Pin, PinRefusedError } from '@missionctl/active-pointer';
import { findPin } from '@missionctl/active-pointer/operations';
import { errnoOf } from '@missionctl/atomic-fs';
import { listMission } from '@missionctl/session-store/operations';
import type { Check } from '../check.ts';

/** The pin that counts: one that is refused, or that names a mission in which nobody is joined. */
export const checkPin: Check = function* ({ home, options: { directory } }) {
  let pin: Pin | undefined;
  try {
    pin = directory === undefined ? undefined : yield* findPin(directory);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_PIN_REFUSED') throw error;
    const { path, fault, issues, message } = error as PinRefusedError;
    return [{ code: 'PIN_REFUSED', path, facts: { fault, issues, message } }];
  }
  if (pin === undefined) return [];
  const { path, missionId } = pin;
  const joined = yield* listMission(home.readOnlyStore, missionId);
  return joined.length > 0 ? [] : [{ code: 'PIN_DANGLING', path, facts: { missionId } }];
};
