import type { RosterEngine } from '@missionctl/roster';
import { onTestFinished } from 'vitest';
import { type GitSettings, gitEngine } from '../src/index.ts';
import { newTeam, removeTeam, settingsOf, type Team } from './git-harness.ts';

/** A team for one test. */
export function teamOfTest(...init: readonly string[]): Team {
  const created = newTeam(...init);
  onTestFinished(() => removeTeam(created));
  return created;
}

/** A client for one test. */
export function clientOf(
  team: Team,
  home: string,
  change: Partial<GitSettings> = {},
): RosterEngine {
  const engine = gitEngine(settingsOf(team, home, change));
  onTestFinished(() => engine.close());
  return engine;
}
