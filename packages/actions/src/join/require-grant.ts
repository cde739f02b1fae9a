import type { Grant } from '@missionctl/issuer';
import { requireObject, requireText } from '@missionctl/session-store/operations';

const members = [
  'participantId',
  'missionRunId',
  'role',
  'joinedAt',
  'sessionToken',
  'apiUrl',
] as const satisfies readonly (keyof Grant)[];

/** Checks that an issuer of the caller's granted an identity: its members are texts. @throws TypeError */
export function requireGrant(grant: Grant): void {
  const found = requireObject('grant', grant);
  for (const name of members) requireText(`${name} of grant`, found[name]);
}
