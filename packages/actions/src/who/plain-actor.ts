import { requireText } from '@missionctl/session-store/operations';
import type { Actor } from './actor.ts';

/** The shape of the aliases that are made from the session ids of agent command lines. */
const ofHarness = /^([a-z]+)-[0-9a-f]{8}$/;

/** The agent command line from whose session an alias is made; undefined for a name that somebody chose. */
export function harnessOf(alias: string): string | undefined {
  return ofHarness.exec(alias)?.[1];
}

/**
 * Says who acts where a variable names a participant that somebody chose. It decides alone: such a name is
 * no left-over of a session that has ended.
 *
 * @param alias - what the variable says; undefined where it is not set
 * @returns undefined where more has to be looked at, by `identify`
 * @throws TypeError
 * @example
 * plainActor('bot'); // { alias: 'bot', from: 'environment' }
 */
export function plainActor(alias: string | undefined): Actor | undefined {
  if (alias === undefined) return undefined;
  requireText('alias', alias);
  if (harnessOf(alias) !== undefined) return undefined;
  return { alias, from: 'environment' };
}
