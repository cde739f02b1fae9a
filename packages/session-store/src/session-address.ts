import { requireAlias, requireMissionId, type SessionAddress } from '@missionctl/session-model';
import { requireObject } from '@missionctl/state-file/operations';

/** An address, or the id of a mission: then the session of the home's owner. */
export type Address = string | SessionAddress;

/** The address, its ids parsed. @throws ERR_INVALID_ID, TypeError, before any path is built */
export function parseAddress(address: Address): SessionAddress {
  const { missionId, alias } =
    typeof address === 'string' ? { missionId: address } : requireObject('address', address);
  requireMissionId(missionId);
  if (alias !== undefined) requireAlias(alias);
  return { missionId, alias };
}
