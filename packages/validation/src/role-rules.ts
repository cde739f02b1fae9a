import { type Issue, isRole, quoted, roles, type SessionState } from '@missionctl/session-model';
import type { CheckOptions } from './check-options.ts';
import { failed, passed } from './rule.ts';

/** There is a role. */
export function rolePresent({ role }: SessionState): readonly Issue[] {
  return role.trim() === '' ? failed('ROLE_EMPTY', 'role', 'the role is empty') : passed;
}

/** The role is one whose capabilities are known, unless any will do. */
export function roleKnown({ role }: SessionState, options: CheckOptions): readonly Issue[] {
  if (options.roles === 'any' || isRole(role) || role.trim() === '') return passed;
  return failed('ROLE_UNKNOWN', 'role', `the role ${quoted(role)} is none of ${roles.join(', ')}`);
}
