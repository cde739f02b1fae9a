import { resolveSync } from '@missionctl/actions';
import { type ListedSession, listSessionsSync } from '@missionctl/session-store';
import type { Complete } from '../argv/flag.ts';
import type { Context } from '../context/context.ts';
import { evidenceOf } from '../session/evidence.ts';
import { composeInvocation } from '../session/invocation.ts';
import { actorByFlags, likelyActor } from '../session/who/actor-surroundings.ts';

/** The missions of this home, whoever is joined to them. */
export const completeMissions: Complete = ({ context }) =>
  distinct(sessionsOf(context).map(({ address }) => address.missionId));

/** Where `switch` can go: the user's own missions, and back. */
export const completeTargets: Complete = ({ context }) => {
  const mine = sessionsOf(context).filter(({ address }) => address.alias === undefined);
  return [...mine.map(({ address }) => address.missionId), '-'];
};

/** The other participants of this home. */
export const completeAliases: Complete = ({ context }) =>
  distinct(sessionsOf(context).flatMap(({ address }) => address.alias ?? []));

/** The forms of a focus, and what participants of this home are focused on. */
export const completeFocuses: Complete = ({ context }) => {
  const focuses = sessionsOf(context).flatMap(({ loaded }) =>
    loaded.status === 'joined' ? (loaded.session.focus ?? []) : [],
  );
  return distinct(['wp:', 'step:', 'none', ...focuses]);
};

/** Who in the mission that is selected can be given a claim, behind `drive give`. */
export const completeReceivers: Complete = ({ context, args, mission, as }) => {
  if (args[0] !== 'give') return [];
  try {
    const flags = { ...unseen, ...(mission && { mission }), ...(as && { as }) };
    const who = actorByFlags(flags) ?? likelyActor(context);
    const invocation = composeInvocation(context, flags, { repair: false, who });
    const { home } = invocation;
    const { missionId } = resolveSync(home, evidenceOf(invocation));
    return sessionsOf(context)
      .filter(({ address }) => address.missionId === missionId)
      .filter(({ address }) => address.alias !== (who.alias ?? undefined))
      .map(({ address }) => address.alias ?? 'me');
  } catch {
    return [];
  }
};

const unseen = { json: false, quiet: true, color: false };

/** Never repairs a mode: pressing TAB changes nothing. */
function sessionsOf(context: Context): readonly ListedSession[] {
  try {
    const { home } = composeInvocation(context, unseen, { repair: false });
    return listSessionsSync(home.readOnlyStore);
  } catch {
    // While a line is typed there is no place to report what is wrong with the home.
    return [];
  }
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
