import type { ListedSession } from '@missionctl/session-store';
import type { Propose } from '../command.ts';
import type { Context } from '../context.ts';
import { composeInvocation } from '../invocation.ts';

/** The missions of this home, whoever is joined in them. */
export const proposeMissions: Propose = ({ context }) =>
  distinct(sessionsOf(context).map(({ address }) => address.missionId));

/** Where `switch` can go: the missions in which I am joined, and back. */
export const proposeTargets: Propose = ({ context }) => {
  const mine = sessionsOf(context).filter(({ address }) => address.alias === undefined);
  return [...mine.map(({ address }) => address.missionId), '-'];
};

/** The other participants of this home. */
export const proposeAliases: Propose = ({ context }) =>
  distinct(sessionsOf(context).flatMap(({ address }) => address.alias ?? []));

/** The forms of a focus, and what somebody in this home is focused on already. */
export const proposeFocuses: Propose = ({ context }) => {
  const focuses = sessionsOf(context).flatMap(({ loaded }) =>
    loaded.status === 'joined' ? (loaded.session.focus ?? []) : [],
  );
  return distinct(['wp:', 'step:', 'none', ...focuses]);
};

/** Looks, and leaves even a mode that is too wide: pressing TAB changes nothing. */
function sessionsOf(context: Context): readonly ListedSession[] {
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
