import { type MissionSource, resolveMission } from '@missionctl/active-pointer';
import { requireMissionId } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { CliError } from './cli-error.ts';
import type { Context } from './context.ts';
import { idFromEnvironment } from './environment-id.ts';
import type { Invocation } from './invocation.ts';
import { joinCommand } from './join-command.ts';
import { nearestPin } from './nearest-pin.ts';
import { shellWord } from './shell-word.ts';

/** The mission that is meant, and what said so. */
export interface MeantMission {
  readonly missionId: string;
  readonly source: MissionSource;
  /** The file, where a pin said so. */
  readonly pin?: string | undefined;
}

/** The mission that is meant, and who acts there. */
export interface MeantSession extends MeantMission {
  readonly address: SessionAddress;
}

/**
 * The session that is meant: the mission, and the participant who acts. Told from the names of
 * files alone, so that whoever reads the session is the first to see its mode.
 */
export function whichSession(invocation: Invocation, positional?: string): MeantSession {
  const { store, actor } = invocation;
  const meant = whichMission(invocation, {
    positional,
    isJoined: (missionId) => store.isJoinedSync({ missionId, alias: actor.alias }),
  });
  return { ...meant, address: { missionId: meant.missionId, alias: actor.alias } };
}

/** The mission that is meant, of those that count as joined. */
export function whichMission(
  invocation: Invocation,
  {
    positional,
    isJoined,
  }: {
    readonly positional: string | undefined;
    readonly isJoined: (missionId: string) => boolean;
  },
): MeantMission {
  const { context, pointer } = invocation;
  const flag = explicitMission(invocation, positional);
  let pin: string | undefined;
  const resolved = resolveMission({
    flag,
    environment: flag === undefined ? environmentMission(context) : undefined,
    pin: () => {
      const nearest = nearestPin(context);
      pin = nearest?.path;
      return nearest?.missionId;
    },
    pointer: () => pointer.readSync().active,
    isJoined,
  });
  if (resolved.status === 'none') throw noActiveMission(invocation);
  const { missionId, source } = resolved;
  const meant = { missionId, source, pin };
  if (resolved.status === 'dangling') throw notThere(invocation, meant);
  return meant;
}

/** A positional mission equals `--mission`; two different ones cannot both be meant. */
export function explicitMission(invocation: Invocation, positional?: string): string | undefined {
  const { mission } = invocation.flags;
  const named = positional ?? mission;
  if (named === undefined) return undefined;
  if (mission === undefined || mission === named) return requireMissionId(named);
  throw new CliError('USAGE', `two missions are named: ${named} and --mission ${mission}`, {
    hint: 'name one of them',
  });
}

export function environmentMission(context: Context): string | undefined {
  return idFromEnvironment(context, 'MISSIONCTL_MISSION', requireMissionId);
}

export function notJoined({ missionId, alias }: SessionAddress): CliError {
  const who = alias === undefined ? '' : ` as ${alias}`;
  return new CliError('NOT_JOINED', `not joined to ${missionId}${who}`, {
    hint: joinCommand(missionId, alias),
    details: { mission_id: missionId, ...(alias === undefined ? {} : { alias }) },
  });
}

/** The note that tells where a mission came from; none when the user has just named it. */
export function sourceNote(meant: MeantMission): readonly string[] {
  return meant.source === 'flag' ? [] : [`mission ${meant.missionId} (from ${nameOf(meant)})`];
}

/** How people call a source. */
function nameOf({ source, pin }: MeantMission): string {
  if (source === 'pin') return `the pin '${pin}'`;
  return { flag: 'the flag', environment: 'MISSIONCTL_MISSION', pointer: 'the pointer' }[source];
}

/** What makes a source name no mission any more. */
function remedyFor({ source, pin }: MeantMission): string {
  if (source === 'pin') return `rm ${shellWord(pin)}`;
  return {
    flag: 'name another',
    environment: 'unset MISSIONCTL_MISSION',
    pointer: 'missionctl switch --clear',
  }[source];
}

/** The actor is not joined. Where nobody else is either, the source itself points nowhere. */
function notThere({ judge, actor }: Invocation, meant: MeantMission): CliError {
  const { missionId, source, pin } = meant;
  const { alias } = actor;
  if (source === 'flag' || judge.listSync(missionId).length > 0) {
    return notJoined({ missionId, alias });
  }
  return new CliError(
    'POINTER_DANGLING',
    `${nameOf(meant)} names ${missionId}, and it is not joined`,
    {
      hint: `${joinCommand(missionId, alias)}, or ${remedyFor(meant)}`,
      details: {
        mission_id: missionId,
        resolved_from: source,
        ...(pin === undefined ? {} : { path: pin }),
      },
    },
  );
}

function noActiveMission({ judge, actor: { alias } }: Invocation): CliError {
  const joined = judge
    .listSync()
    .filter(({ address }) => address.alias === alias)
    .map(({ address }) => address.missionId);
  const [first] = joined;
  const which = first !== undefined && joined.length === 1 ? first : '<mission>';
  // The pointer is not an agent's to switch.
  const choose = alias === undefined ? `missionctl switch ${which}` : `add --mission ${which}`;
  return new CliError('NO_ACTIVE_MISSION', 'no mission is active', {
    hint: first === undefined ? joinCommand('<mission>', alias) : choose,
    details: { joined },
  });
}
