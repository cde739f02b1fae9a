import { type MissionSource, resolveMission } from '@missionctl/active-pointer';
import type { SessionAddress } from '@missionctl/session-store';
import { CliError } from './cli-error.ts';
import { joinCommand } from './explain-error.ts';
import type { Invocation } from './invocation.ts';

/** The mission that is meant, and what said so. */
export interface MeantMission {
  readonly missionId: string;
  readonly source: MissionSource;
}

/** The mission that is meant here; some participant of this home is joined in it. */
export function whichMission(invocation: Invocation, positional?: string): MeantMission {
  const { context, store, pointer } = invocation;
  const resolved = resolveMission({
    flag: explicitMission(invocation, positional),
    environment: context.environment('MISSIONCTL_MISSION'),
    pointer: () => pointer.readSync().active,
    isJoined: (missionId) => store.listSync(missionId).length > 0,
  });
  if (resolved.status === 'resolved') return resolved;
  if (resolved.status === 'none') throw noActiveMission(invocation);
  const { missionId, source } = resolved;
  if (source === 'flag') throw notJoined(invocation, missionId);
  throw new CliError(
    'POINTER_DANGLING',
    `${sourceNames[source]} names ${missionId}, and it is not joined`,
    {
      hint: `${joinCommand(missionId)}, or ${remedies[source]}`,
      details: { mission_id: missionId, resolved_from: source },
    },
  );
}

/** The session that is meant: the mission, and the participant who acts. */
export function whichSession(
  invocation: Invocation,
  positional?: string,
): MeantMission & { readonly address: SessionAddress } {
  const mission = whichMission(invocation, positional);
  const address = { missionId: mission.missionId, alias: invocation.actor.alias };
  if (!invocation.store.isJoinedSync(address)) throw notJoined(invocation, mission.missionId);
  return { ...mission, address };
}

/** A positional mission equals `--mission`; two different ones cannot both be meant. */
export function explicitMission(invocation: Invocation, positional?: string): string | undefined {
  const { mission } = invocation.flags;
  if (positional === undefined || mission === undefined || positional === mission) {
    return positional ?? mission;
  }
  throw new CliError('USAGE', `two missions are named: ${positional} and --mission ${mission}`, {
    hint: 'name one of them',
  });
}

export function notJoined(invocation: Invocation, missionId: string): CliError {
  const { alias } = invocation.actor;
  const who = alias === undefined ? '' : ` as ${alias}`;
  return new CliError('NOT_JOINED', `not joined to ${missionId}${who}`, {
    hint: joinCommand(missionId, alias),
    details: { mission_id: missionId, ...(alias === undefined ? {} : { alias }) },
  });
}

/** How people call a source. */
export const sourceNames: Readonly<Record<MissionSource, string>> = {
  flag: 'the flag',
  environment: 'MISSIONCTL_MISSION',
  pin: 'the pin',
  pointer: 'the pointer',
};

/** The note that tells where a mission came from; none when the user has just named it. */
export function sourceNote({ missionId, source }: MeantMission): readonly string[] {
  return source === 'flag' ? [] : [`mission ${missionId} (from ${sourceNames[source]})`];
}

const remedies: Readonly<Record<MissionSource, string>> = {
  flag: 'name another',
  environment: 'unset MISSIONCTL_MISSION',
  pin: 'missionctl pin --unpin',
  pointer: 'missionctl switch --clear',
};

function noActiveMission({ store }: Invocation): CliError {
  const joined = new Set(store.listSync().map(({ address }) => address.missionId));
  const [first] = joined;
  const hint =
    first === undefined
      ? joinCommand()
      : `missionctl switch ${joined.size === 1 ? first : '<mission>'}`;
  return new CliError('NO_ACTIVE_MISSION', 'no mission is active', {
    hint,
    details: { joined: [...joined] },
  });
}
