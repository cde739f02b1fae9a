import { type ChangingPointer, changingPointer } from '@missionctl/active-pointer';
import { type SyncTwins, syncTwins } from '@missionctl/atomic-fs/operations';
import { type ChangingProtocols, changingProtocols } from '@missionctl/session-store';
import type { Invocation } from './invocation.ts';

/** The operations of an invocation's stores that change something. */
interface Writers {
  readonly store: SyncTwins<ChangingProtocols>;
  readonly pointer: SyncTwins<ChangingPointer>;
}

export function writers({ settings }: Invocation): Writers {
  return {
    store: syncTwins(changingProtocols(settings)),
    pointer: syncTwins(changingPointer(settings)),
  };
}
