import { type MissionSource, resolveMission as resolveSources } from '@missionctl/active-pointer';
import { requireMissionId } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';
import { idFromEnvironment } from './environment-id.ts';
import type { Invocation } from './invocation.ts';
import { nearestPin } from './nearest-pin.ts';
import { danglingSource, noActiveMission } from './unresolved-errors.ts';

/** A mission, and what named it. */
export interface ResolvedMission {
  readonly missionId: string;
  readonly source: MissionSource;
  /** The path of the pin, when the source is one. */
  readonly pin?: string | undefined;
}

/** The session to act on: the mission, and the participant who acts in it. */
export interface ResolvedSession extends ResolvedMission {
  readonly address: SessionAddress;
}

/**
 * Resolves the session to act on. It looks at the names of files only, so that the command which then reads
 * the session is the first to meet a mode that is too wide.
 *
 * @param positional The mission that is given as an argument.
 * @throws CliError `NO_ACTIVE_MISSION`, `NOT_JOINED`, `POINTER_DANGLING`, `USAGE`
 */
export function resolveSession(invocation: Invocation, positional?: string): ResolvedSession {
  const { store, actor } = invocation;
  const resolved = resolveMission(invocation, {
    positional,
    isJoined: (missionId) => store.isJoinedSync({ missionId, alias: actor.alias }),
  });
  return { ...resolved, address: { missionId: resolved.missionId, alias: actor.alias } };
}

/** Resolves the mission alone; `isJoined` says which missions count. Throws as `resolveSession`. */
export function resolveMission(
  invocation: Invocation,
  {
    positional,
    isJoined,
  }: {
    readonly positional: string | undefined;
    readonly isJoined: (missionId: string) => boolean;
  },
): ResolvedMission {
  const { context, pointer } = invocation;
  const flag = explicitMission(invocation, positional);
  let pin: string | undefined;
  const found = resolveSources({
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
  if (found.status === 'none') throw noActiveMission(invocation);
  const { missionId, source } = found;
  const resolved = { missionId, source, pin };
  if (found.status === 'dangling') throw danglingSource(invocation, resolved);
  return resolved;
}

/** The mission that the command line names: an argument and `--mission` must not differ. */
export function explicitMission(invocation: Invocation, positional?: string): string | undefined {
  const { mission } = invocation.flags;
  const named = positional ?? mission;
  if (named === undefined) return undefined;
  if (mission === undefined || mission === named) return requireMissionId(named);
  throw new CliError('USAGE', `two missions given: ${named} and --mission ${mission}`, {
    hint: 'give one of them',
  });
}

export function environmentMission(context: Context): string | undefined {
  return idFromEnvironment(context, 'MISSIONCTL_MISSION', requireMissionId);
}
