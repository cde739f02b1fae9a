import { asFlag } from '../session/address-words.ts';

/** The command that joins a mission. */
export function joinHint(missionId = '<mission>', alias?: string): string {
  return `missionctl join ${missionId}${asFlag(alias)} --role <role>`;
}
