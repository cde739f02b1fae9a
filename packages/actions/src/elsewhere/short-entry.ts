import type { EngineEntry, EnginePlace } from '@missionctl/roster';

/** In characters, and in files: whoever may push to an engine can write any length. */
const most = { text: 200, touching: 50 } as const;

/** The entry with an end of each text that is no name: a place, and files. */
export function shortEntry(entry: EngineEntry): EngineEntry {
  const { claim, focus, place, touching } = entry;
  return {
    ...entry,
    // It is that of its focus, or none.
    claim: claim?.focus === focus ? claim : undefined,
    place: place && shortPlace(place),
    touching: touching?.slice(0, most.touching).map(({ path, at }) => ({ path: short(path), at })),
  };
}

function shortPlace({ repository, worktree, branch }: EnginePlace): EnginePlace {
  return {
    repository: short(repository),
    worktree: worktree && short(worktree),
    branch: branch && short(branch),
  };
}

function short(text: string): string {
  return text.slice(0, most.text).toWellFormed();
}
