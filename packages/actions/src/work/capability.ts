import { type Capabilities, capabilitiesOf, type Issue } from '@missionctl/session-model';
import type { SessionPatch } from '@missionctl/session-store';

/** The code of the issue that refuses a patch which the role may not make. */
export const noCapability = 'NO_CAPABILITY';

/** What a patch needs. Taking something back needs nothing. */
export function neededCapability({
  focus,
  driveIntent,
}: SessionPatch): keyof Capabilities | undefined {
  if (driveIntent === 'active') return 'drive';
  return focus === undefined || focus === null ? undefined : 'focus';
}

/** An issue when the role may not make this patch. */
export function capabilityIssues(role: string, patch: SessionPatch): readonly Issue[] {
  const needed = neededCapability(patch);
  if (needed === undefined || capabilitiesOf(role)[needed]) return [];
  const message = `the role ${role} may not ${needed}`;
  return [{ code: noCapability, severity: 'error', field: 'role', message }];
}
