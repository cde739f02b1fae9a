import type { MissionSource } from '@missionctl/active-pointer';
import type { SessionAddress } from '@missionctl/session-store';
import { CliError } from '../errors/cli-error.ts';
import { joinHint } from '../errors/join-hint.ts';
import type { Invocation } from './invocation.ts';
import { clearSourceHint, nameOfSource } from './mission-source.ts';

/** `NOT_JOINED` */
export function notJoined({ missionId, alias }: SessionAddress): CliError {
  const who = alias === undefined ? '' : ` as ${alias}`;
  return new CliError('NOT_JOINED', `not joined to ${missionId}${who}`, {
    hint: joinHint(missionId, alias),
    details: { mission_id: missionId, ...(alias === undefined ? {} : { alias }) },
  });
}

/** `NOT_JOINED` for the participant who acts; `POINTER_DANGLING` when nobody is joined there at all. */
export function danglingSource(
  { readOnlyStore, actor: { alias } }: Invocation,
  resolved: {
    readonly missionId: string;
    readonly source: MissionSource;
    readonly pin?: string | undefined;
  },
): CliError {
  const { missionId, source, pin } = resolved;
  if (source === 'flag' || readOnlyStore.listSync(missionId).length > 0) {
    return notJoined({ missionId, alias });
  }
  const message = `${nameOfSource(resolved)} names ${missionId}, which is not joined`;
  return new CliError('POINTER_DANGLING', message, {
    hint: `${joinHint(missionId, alias)}, or ${clearSourceHint(resolved)}`,
    details: {
      mission_id: missionId,
      resolved_from: source,
      ...(pin === undefined ? {} : { path: pin }),
    },
  });
}

/** `NO_ACTIVE_MISSION` */
export function noActiveMission({ readOnlyStore, actor: { alias } }: Invocation): CliError {
  const joined = readOnlyStore
    .listSync()
    .filter(({ address }) => address.alias === alias)
    .map(({ address }) => address.missionId);
  const [first] = joined;
  const mission = first !== undefined && joined.length === 1 ? first : '<mission>';
  // An agent must not switch the pointer.
  const choose = alias === undefined ? `missionctl switch ${mission}` : `add --mission ${mission}`;
  return new CliError('NO_ACTIVE_MISSION', 'no mission is active', {
    hint: first === undefined ? joinHint('<mission>', alias) : choose,
    details: { joined },
  });
}
