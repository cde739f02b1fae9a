import { join } from 'node:path';
import { RosterUnavailableError } from '@missionctl/roster';
import { uniqueName } from '../process/clock.ts';
import type { CallContext, Git } from '../scratch/git.ts';
import {
  copyAll,
  makePrivate,
  move,
  namesIn,
  removeAll,
  writeWhole,
} from '../scratch/scratch-files.ts';
import { repositoriesIn, type ScratchLayout } from '../scratch/scratch-layout.ts';

/** How a remote names its objects. */
export type ObjectFormat = 'sha1' | 'sha256';

/**
 * Builds the two repositories beside those that are there, and lets them take their place once something
 * was fetched into them: what is there is not lost to a remote that cannot be reached.
 */
export async function buildRepositories<T extends { readonly ok: boolean }>(
  git: Git,
  layout: ScratchLayout,
  build: {
    readonly format: ObjectFormat;
    readonly context: CallContext;
    readonly fill: (inbox: string) => Promise<T>;
  },
): Promise<T> {
  const { format, context, fill } = build;
  const building = `${layout.repositories}.${uniqueName()}`;
  try {
    await removeUnfinished(layout);
    for (const each of [building, layout.events]) await makePrivate(each);
    const { inbox, outbox } = repositoriesIn(building);
    await initialize(git, { repository: inbox, format }, context);
    await copyAll(inbox, outbox);
    const alternates = join(outbox, 'objects', 'info', 'alternates');
    await makePrivate(join(outbox, 'objects', 'info'));
    await writeWhole(alternates, '../../inbox/objects\n');
    await writeWhole(join(building, 'format'), format);
    const filled = await fill(inbox);
    if (filled.ok) await replace(layout.repositories, building);
    return filled;
  } finally {
    await removeAll(building);
  }
}

/** What somebody was killed with: whoever builds holds the lock. */
async function removeUnfinished({ directory, repositories }: ScratchLayout): Promise<void> {
  const beside = (await namesIn(directory)).map((name) => join(directory, name));
  for (const path of beside) if (path.startsWith(`${repositories}.`)) await removeAll(path);
}

async function initialize(
  git: Git,
  { repository, format }: { readonly repository: string; readonly format: ObjectFormat },
  context: CallContext,
): Promise<void> {
  await makePrivate(repository);
  const how = ['--quiet', '--bare', '--template=', `--object-format=${format}`];
  const end = await git.local({ repository, args: ['init', ...how, repository] }, context);
  if (end.how === 'timeout') throw new RosterUnavailableError(git.shown, 'timeout');
  if (end.code !== 0) throw new RosterUnavailableError(git.shown, `git ended with ${end.code}`);
}

async function replace(repositories: string, building: string): Promise<void> {
  const old = `${repositories}.${uniqueName()}`;
  await move(repositories, old);
  await move(building, repositories);
  await removeAll(old);
}
