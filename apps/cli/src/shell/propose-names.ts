import type { ListedSession } from '@missionctl/session-store';
import type { Frame } from '../define-command.ts';
import { composeInvocation } from '../invocation.ts';

/** The missions of this home, whoever is joined in them. */
export function proposeMissions(this: Frame): readonly string[] {
  return distinct(sessionsOf(this).map(({ address }) => address.missionId));
}

/** The same for the first word only, as `exec` has it: the others are another program's. */
export function proposeFirstMission(this: Frame): readonly string[] {
  return this.before?.length === 1 ? proposeMissions.call(this) : [];
}

/** Where `switch` can go: the missions in which I am joined, and back. */
export function proposeTargets(this: Frame): readonly string[] {
  const mine = sessionsOf(this).filter(({ address }) => address.alias === undefined);
  return [...mine.map(({ address }) => address.missionId), '-'];
}

/** The other participants of this home. */
export function proposeAliases(this: Frame): readonly string[] {
  return distinct(sessionsOf(this).flatMap(({ address }) => address.alias ?? []));
}

/** The forms of a focus, and what somebody in this home is focused on already. */
export function proposeFocuses(this: Frame): readonly string[] {
  const focuses = sessionsOf(this).flatMap(({ loaded }) =>
    loaded.status === 'joined' ? (loaded.session.focus ?? []) : [],
  );
  return distinct(['wp:', 'step:', 'none', ...focuses]);
}

/** Looks, and leaves even a mode that is too wide: pressing TAB changes nothing. */
function sessionsOf({ context }: Frame): readonly ListedSession[] {
  const flags = { json: false, quiet: true, color: false };
  try {
    return composeInvocation(context, flags, { tighten: false }).judge.listSync();
  } catch {
    // A line is being typed: whatever is wrong with the home, there is nobody to be told now.
    return [];
  }
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
