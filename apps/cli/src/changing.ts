import { type ChangingPointer, changingPointer } from '@missionctl/active-pointer';
import { type SyncTwins, syncTwins } from '@missionctl/atomic-fs/operations';
import { type ChangingProtocols, changingProtocols } from '@missionctl/session-store';
import type { Invocation } from './invocation.ts';

/** The halves of an invocation's stores that change something. */
export interface Changing {
  readonly store: SyncTwins<ChangingProtocols>;
  readonly pointer: SyncTwins<ChangingPointer>;
}

/** Kept apart from the invocation, since a command that only reads would load it in vain. */
export function changing({ settings }: Invocation): Changing {
  return {
    store: syncTwins(changingProtocols(settings)),
    pointer: syncTwins(changingPointer(settings)),
  };
}
