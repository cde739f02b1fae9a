import { parseNewAlias } from '@missionctl/session-model';
import { asFlag } from '../../session/address-words.ts';

/** The command that joins a mission. */
export function joinHint(missionId = '<mission>', alias?: string): string {
  return `missionctl join ${missionId}${asFlag(alias)} --role <role>`;
}

/** The same for somebody who is not joined: nobody new can have a reserved alias. */
export function newJoinHint(missionId?: string, alias?: string): string {
  const isFree = alias === undefined || parseNewAlias(alias).ok;
  return joinHint(missionId, isFree ? alias : '<alias>');
}
