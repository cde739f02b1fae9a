import { rmSync } from 'node:fs';
import { crowds } from './git-crowds.ts';
import { lists } from './git-lists.ts';
import { gitTeam } from './git-team.ts';
import { latencies } from './git-watches.ts';
import { writes } from './git-writes.ts';
import { sharedStart } from './shared-start.ts';

/** What a roster on a git remote costs, beside git alone on the same one: a bare repository by path. */
export async function rosterGit(directory: string, rounds = 15): Promise<void> {
  for (const part of [writes, lists, latencies, crowds]) {
    const team = gitTeam(directory);
    await part(team, rounds);
    rmSync(team.directory, { recursive: true });
  }
  await sharedStart(directory, rounds);
}
