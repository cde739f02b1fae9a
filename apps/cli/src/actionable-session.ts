import { type Capabilities, capabilitiesOf, type Issue, roles } from '@missionctl/session-model';
import {
  type JoinedSession,
  type SessionAddress,
  SessionInvalidError,
  sessionPath,
} from '@missionctl/session-store';
import { CliError } from './cli-error.ts';
import type { Invocation } from './invocation.ts';
import { joinCommand } from './join-command.ts';
import { errorsOf, sessionIssues } from './session-issues.ts';

/** A session that one may act on, and what there is to warn of all the same. */
export interface ActionableSession extends JoinedSession {
  readonly warnings: readonly Issue[];
}

/**
 * The session, valid but for the field that is about to be replaced, so that a bad value can be
 * mended by a good one.
 */
export function actionableSession(
  { store, context, home }: Invocation,
  address: SessionAddress,
  replacing: 'focus' | 'drive_intent',
): ActionableSession {
  const joined = store.ensureJoinedSync(address);
  const issues = sessionIssues(joined, address.missionId, context.clock());
  const others = issues.filter(({ field }) => field !== replacing);
  if (errorsOf(others).length > 0) {
    throw new SessionInvalidError(address, sessionPath(home, address), issues);
  }
  return { ...joined, warnings: [...joined.warnings, ...others] };
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
