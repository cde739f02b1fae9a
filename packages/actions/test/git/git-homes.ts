import type { RosterEngine } from '@missionctl/roster';
import type { GitSettings } from '@missionctl/roster-git';
import type { Team } from '../../../roster-git/test/git-harness.ts';
import { clientOf } from '../../../roster-git/test/opened.ts';
import { type SharedHome, sharedHome } from '../shared-homes.ts';
import { startMs } from '../test-home.ts';

/** A machine that runs tests does much else meanwhile, and who was not answered once leaves an engine alone. */
const withinMs = 30_000;

/** Homes, each on a machine of its own, that share a mission through the repository of a team. */
export function gitHomes(
  team: Team,
  count: number,
  change: Partial<GitSettings> = {},
): readonly SharedHome[] {
  return Array.from({ length: count }, (_, index) => gitHome(team, index, change));
}

/** One of them. Its clock goes on by itself, since an engine takes its time. */
export function gitHome(team: Team, index: number, change: Partial<GitSettings> = {}): SharedHome {
  const engine: RosterEngine = clientOf(team, `scratch-${index}`, change);
  const clock = (): number => startMs + performance.now();
  return sharedHome(engine, index, { clock, withinMs });
}

/** Two of them. */
export function gitPair(
  team: Team,
  change: Partial<GitSettings> = {},
): readonly [SharedHome, SharedHome] {
  return [gitHome(team, 0, change), gitHome(team, 1, change)];
}

/** The same home, which waits for an engine so many milliseconds. */
export function hasty(home: SharedHome, ms: number): SharedHome {
  return { ...home, engine: home.engine && { ...home.engine, withinMs: ms } };
}
