import { sep } from 'node:path';
import {
  claimsDirectory,
  ownDirectory,
  presenceDirectory,
  rosterDirectory,
  rostersDirectory,
} from '@missionctl/session-model';
import type { Watch, WatchOptions } from '@missionctl/state-file';
import { directoriesOrAbove, watchChanges } from '@missionctl/state-file/operations';
import type { HomeRoster } from './home-roster.ts';
import { type RosterView, readRoster } from './read-roster.ts';

/**
 * Watches the roster of one mission: yields what it says now, then each other state once it is whole.
 * States in between are left out when the reader is slow. It goes on when the files or a directory
 * above them are deleted and created again. Whether anybody is alive no file says: a process ends
 * without writing.
 *
 * @param roster - the roster
 * @param options - the signal that ends it
 * @returns an iterator; `return()`, and so `break`, settles at once, and nothing is held from then on
 * @throws from `next()` the signal's reason; ERR_FILE_READ when descriptors or memory ran out
 * @example
 * for await (const { presences, claims } of watchRoster(roster, { signal })) show(presences, claims);
 */
export function watchRoster(roster: HomeRoster, options: WatchOptions = {}): Watch<RosterView> {
  const { home, missionId } = roster;
  const holding = [presenceDirectory(home, missionId), claimsDirectory(home, missionId)];
  const above = [
    home,
    ownDirectory(home),
    rostersDirectory(home),
    rosterDirectory(home, missionId),
  ];
  const names = new Set(holding.flatMap((each) => each.split(sep)));
  return watchChanges(
    {
      directories: () => directoriesOrAbove(home, [...above, ...holding]),
      // Lock files and pending files come and go with every write.
      matters: (directory, name) =>
        holding.includes(directory)
          ? name.endsWith('.json') && !name.startsWith('.')
          : names.has(name),
      read: () => readRoster(roster),
      keyOf: ({ presences, claims, faults, warnings }) =>
        JSON.stringify([[...presences], [...claims], faults.map(textOf), warnings]),
      damageIn: ({ faults }) => faults.map(textOf).join(),
    },
    options,
  );
}

function textOf({ path, message }: RosterView['faults'][number]): string {
  return `${path} ${message}`;
}
