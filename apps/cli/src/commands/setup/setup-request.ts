import { isRole, roles } from '@missionctl/session-model';
import { unknownWord } from '../../argv/unknown-word.ts';
import { usageError } from '../../argv/usage-error.ts';
import { explicitMission } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import type { Choices } from '../../setup/entries/own-entries.ts';
import type { Direction } from '../../setup/file/plan-change.ts';
import type { Harness, Scope } from '../../setup/harness/harness.ts';
import { harnesses } from '../../setup/harness/harnesses.ts';

export interface SetupFlags {
  readonly user?: boolean;
  readonly project?: boolean;
  readonly role?: string;
  readonly guard?: boolean;
  readonly remove?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** What one run of setup is to do. */
export interface SetupRequest {
  /** The word for the harness. */
  readonly name: string;
  readonly harness: Harness;
  readonly scope: Scope;
  readonly direction: Direction;
  readonly choices: Choices;
}

/** @throws CliError for words that ask for nothing that can be done */
const names: readonly string[] = [...harnesses.keys()];

export function requestOf(
  invocation: Invocation,
  { user, project, role, guard, remove }: SetupFlags,
  name: string | undefined,
): SetupRequest {
  const harness = harnesses.get(name ?? '');
  if (name === undefined) throw usageError(`no harness given: ${names.join(', ')}`, 'setup');
  if (harness === undefined) throw unknownHarness(name);
  if (user === true && project === true) {
    throw usageError('--user and --project exclude each other', 'setup');
  }
  const choices = { role: checkedRole(role), mission: explicitMission(invocation), guard };
  const isChosen = Object.values(choices).some((choice) => choice !== undefined);
  if (remove === true && isChosen) {
    throw usageError('--remove takes no --role, --mission or --guard', 'setup');
  }
  return {
    name,
    harness,
    scope: project === true ? 'project' : 'user',
    direction: remove === true ? 'remove' : 'add',
    choices,
  };
}

function unknownHarness(given: string): Error {
  return unknownWord({
    message: `unknown harness '${given}'`,
    given,
    known: names,
    why: `harnesses are ${names.join(', ')}`,
    hint: 'missionctl setup --help',
  });
}

function checkedRole(role: string | undefined): string | undefined {
  if (role === undefined || isRole(role)) return role;
  throw unknownWord({
    code: 'INVALID_ROLE',
    message: `unknown role '${role}'`,
    given: role,
    known: roles,
    why: `roles are ${roles.join(', ')}`,
    hint: 'missionctl setup --help',
    details: { given: role, valid_roles: roles },
  });
}
