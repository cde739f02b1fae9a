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
import { changing } from './changing.ts';
import { CliError } from './cli-error.ts';
import type { Invocation } from './invocation.ts';
import { joinCommand } from './join-command.ts';
import { errorsOf, sessionIssues } from './session-issues.ts';

/**
 * Changes a session that one may act on. It is judged as it is changed, under the lock; all but the field
 * that is replaced, so that a bad value can be mended by a good one.
 */
export function updateActionable(
  invocation: Invocation,
  address: SessionAddress,
  { replacing, to }: Replacement,
): UpdatedSession {
  const { context, home } = invocation;
  let others: readonly Issue[] = [];
  const updated = changing(invocation).store.updateSync(address, (session, { dialect }) => {
    const issues = sessionIssues({ session, dialect }, address.missionId, context.clock());
    others = issues.filter(({ field }) => field !== replacing);
    if (errorsOf(others).length > 0) {
      throw new SessionInvalidError(address, sessionPath(home, address), issues);
    }
    return to(session);
  });
  return { ...updated, warnings: [...others, ...updated.warnings] };
}

/** What is put in the place of a field. */
interface Replacement {
  readonly replacing: 'focus' | 'drive_intent';
  readonly to: (session: SessionState) => SessionPatch;
}

/** Refuses what the role may not do. Taking something back needs no capability. */
export function requireCapability(
  address: SessionAddress,
  role: string,
  wanted: keyof Capabilities,
): void {
  if (capabilitiesOf(role)[wanted]) return;
  const able = roles.filter((each) => capabilitiesOf(each)[wanted]);
  throw new CliError('NO_CAPABILITY', `as ${role} you may not ${wanted}`, {
    why: `roles that may: ${able.join(', ')}`,
    hint: `${joinCommand(address.missionId, address.alias)}, when your role is another`,
    details: { role, capability: wanted, roles: able },
  });
}
