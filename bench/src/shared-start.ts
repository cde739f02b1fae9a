import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandPair, printPairs } from './command-pairs.ts';
import { gitTeam } from './git-team.ts';
import { homeWith, inNode, preparations } from './our-command-lines.ts';

const commands: readonly (readonly string[])[] = [
  ['current'],
  ['status'],
  ['focus wp:WP01', 'focus wp:WP02'],
  ['drive active', 'drive inactive'],
  ['drive active'],
];

/** Commands in a mission that is shared, beside the same in one that is not. */
export async function sharedStart(directory: string, rounds: number): Promise<void> {
  const place = mkdtempSync(join(directory, 'shared-'));
  const pairs = commands.map((turns): CommandPair => {
    const line = (home: string) => ({
      name: turns.join(', '),
      turns: turns.map((words) => inNode(words)),
      directory: home,
    });
    return { ours: line(sharedHome(place)), theirs: line(homeWith(place, preparations)) };
  });
  const title = 'roster-git, commands in a shared mission, beside one that is not';
  await printPairs(place, pairs, { title, rounds });
}

/** A home that shares its mission with another, where somebody drives something else. */
function sharedHome(place: string): string {
  const { repository } = gitTeam(place);
  const sharing = [...preparations, `roster use git:file://${repository} --yes`];
  homeWith(place, [...sharing, 'focus wp:ELSEWHERE', 'drive active']);
  return homeWith(place, sharing);
}
