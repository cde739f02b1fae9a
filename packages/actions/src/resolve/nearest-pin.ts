import type { Pin, PinRefusedError } from '@missionctl/active-pointer';
import { findPin } from '@missionctl/active-pointer/operations';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';

/** What is found where a pin may be: the nearest pin, none, or one that is refused. */
export type PinFound =
  | {
      /** The nearest pin; undefined when there is none. */
      readonly pin: Pin | undefined;
    }
  | {
      /** Why the nearest file that has the name of one is none. */
      readonly refused: PinRefusedError;
    };

/** Finds the nearest pin, for those to whom a refused one is a result. */
export function* nearestPin(directory: string): Operation<PinFound> {
  try {
    return { pin: yield* findPin(directory) };
  } catch (error) {
    if (errnoOf(error) !== 'ERR_PIN_REFUSED') throw error;
    return { refused: error as PinRefusedError };
  }
}
