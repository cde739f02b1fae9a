import {
  type Capabilities,
  capabilitiesOf,
  type Issue,
  roles,
  type SessionState,
} from '@missionctl/session-model';
import {
  type SessionAddress,
  SessionInvalidError,
  type SessionPatch,
  sessionPath,
  type UpdatedSession,
} from '@missionctl/session-store';
import { CliError } from '../errors/cli-error.ts';
import { joinHint } from '../errors/join-hint.ts';
import type { Invocation } from './invocation.ts';
import { errorsOf, sessionIssues } from './session-issues.ts';
import { writers } from './writers.ts';

/**
 * Changes one field of a session that is valid otherwise. It is checked under the lock, as it is changed; the
 * field itself is left out of the check, so that a good value can replace a bad one.
 */
export function updateValidSession(
  invocation: Invocation,
  address: SessionAddress,
  { field: replaced, patch }: Replacement,
): UpdatedSession {
  const { context, home } = invocation;
  let others: readonly Issue[] = [];
  const updated = writers(invocation).store.updateSync(address, (session, { dialect }) => {
    const issues = sessionIssues({ session, dialect }, address.missionId, context.clock());
    others = issues.filter(({ field }) => field !== replaced);
    if (errorsOf(others).length > 0) {
      throw new SessionInvalidError(address, sessionPath(home, address), issues);
    }
    return patch(session);
  });
  return { ...updated, warnings: [...others, ...updated.warnings] };
}

interface Replacement {
  /** The field on disk. */
  readonly field: 'focus' | 'drive_intent';
  readonly patch: (session: SessionState) => SessionPatch;
}

/**
 * Refuses what the role may not do. To clear a focus or to stop driving needs no capability.
 *
 * @throws CliError `NO_CAPABILITY`
 */
export function requireCapability(
  address: SessionAddress,
  role: string,
  wanted: keyof Capabilities,
): void {
  if (capabilitiesOf(role)[wanted]) return;
  const able = roles.filter((each) => capabilitiesOf(each)[wanted]);
  throw new CliError('NO_CAPABILITY', `the role ${role} may not ${wanted}`, {
    why: `roles that may: ${able.join(', ')}`,
    hint: `${joinHint(address.missionId, address.alias)}`,
    details: { role, capability: wanted, roles: able },
  });
}
