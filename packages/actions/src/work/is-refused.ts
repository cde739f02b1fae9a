import type { JoinedSession } from '@missionctl/session-store';
import type { Home } from '../home.ts';
import { type DriveChange, withPatch } from './drive-change.ts';

/** Whether a session cannot be changed like that; an update says why. */
export function isRefused(
  { store }: Home,
  { address, patch }: Pick<DriveChange, 'address' | 'patch'>,
  { session, dialect }: JoinedSession,
): boolean {
  const context = { missionId: address.missionId, dialect, patch };
  const issues = store.check?.(withPatch(session, patch), context) ?? [];
  return issues.some(({ severity }) => severity === 'error');
}
