import type { Operation } from '@missionctl/atomic-fs/operations';
import { quarantineName, timestampFromMs } from '@missionctl/session-model';
import { type LockWait, quarantineState, removeState } from '@missionctl/state-file/operations';
import { type Address, parseAddress } from '../session-address.ts';
import { asSessionErrors, sessionFile } from '../session-file.ts';
import { type SessionStore, timeOf } from '../session-store.ts';

/** Removes a session file, whatever is in it. See `removeSession` of the package. */
export function* removeSession(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): Operation<boolean> {
  const parsed = parseAddress(address);
  return yield* asSessionErrors(parsed, removeState(sessionFile(store, parsed), options));
}

/** Moves a damaged session aside. See `quarantineSession` of the package. */
export function* quarantineSession(
  store: SessionStore,
  address: Address,
  options: LockWait = {},
): Operation<string | undefined> {
  const parsed = parseAddress(address);
  const file = sessionFile(store, parsed);
  const to = quarantineName(file.path, timestampFromMs(yield* timeOf(store)));
  return yield* asSessionErrors(parsed, quarantineState(file, { ...options, to }));
}
