import type { SessionAddress } from '@missionctl/session-model';

/** The end of a command that acts as this participant. */
export function asFlag(alias: string | undefined): string {
  return alias === undefined ? '' : ` --as ${alias}`;
}

/** A session's address in a sentence. */
export function addressPhrase({ missionId, alias }: SessionAddress): string {
  return alias === undefined ? missionId : `${missionId} as ${alias}`;
}
