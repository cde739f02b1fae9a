import { isAbsolute, join } from 'node:path';
import type { GitSettings } from '../git-settings.ts';
import { hashOf } from '../names/hash-of.ts';
import { segmentOf } from '../names/ref-names.ts';

/** Where the parts of a client's directory are. */
export interface ScratchLayout {
  /** The directory of this remote and namespace. */
  readonly directory: string;
  /** One client of a home at a time works with the repositories. */
  readonly lock: string;
  /** What is built anew as a whole: the two repositories, and what is known. */
  readonly repositories: string;
  /** What is fetched into. */
  readonly inbox: string;
  /**
   * What is pushed from. It sees the objects of the inbox, and does not know that some are missing there
   * on purpose: git would fetch those in the middle of a push.
   */
  readonly outbox: string;
  /** Writes that nobody has begun to carry. */
  readonly pending: string;
  /** Writes that somebody carries. */
  readonly carried: string;
  /** What became of writes that somebody else carried. */
  readonly done: string;
  /** What git reports of its runs, until it is read. */
  readonly events: string;
  /** Is there after a fetch that did not end in its time. */
  readonly late: string;
  /** Says how the remote names its objects. */
  readonly format: string;
  /** Says what is known of the refs of a place, and since when. */
  readonly seenOf: (place: string) => string;
}

/** The layout of a client's directory. @throws TypeError */
export function scratchLayout({
  directory,
  remote,
  namespace = 'own',
}: GitSettings): ScratchLayout {
  if (!isAbsolute(directory)) throw new TypeError('directory is not an absolute path');
  const own = join(directory, hashOf(`${namespace}\0${remote}`, 16));
  const repositories = join(own, 'repositories');
  return {
    directory: own,
    lock: join(own, 'roster.lock'),
    ...repositoriesIn(repositories),
    pending: join(own, 'pending'),
    carried: join(own, 'carried'),
    done: join(own, 'done'),
    events: join(own, 'events'),
    late: join(own, 'late'),
    format: join(repositories, 'format'),
    seenOf: (place) => join(repositories, `seen-${segmentOf(place)}`),
  };
}

/** The two repositories below the directory that is replaced as a whole. */
export function repositoriesIn(directory: string): {
  readonly repositories: string;
  readonly inbox: string;
  readonly outbox: string;
} {
  return {
    repositories: directory,
    inbox: join(directory, 'inbox'),
    outbox: join(directory, 'outbox'),
  };
}
