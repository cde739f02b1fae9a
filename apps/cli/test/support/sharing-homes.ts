import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  git,
  newTeam,
  removeTeam,
  type Team,
} from '../../../../packages/roster-git/test/git-harness.ts';
import { type Ran, type Surroundings, type TestHome, tempDirectory, testHome } from './run.ts';

/** Somebody of a team: a home of its own, and a checkout whose `origin` is the repository of the team. */
export interface Member {
  readonly home: TestHome;
  readonly checkout: string;
  readonly run: (words: string, around?: Surroundings) => Promise<Ran>;
  readonly ok: (words: string, around?: Surroundings) => ReturnType<TestHome['ok']>;
}

/** A team for one test. */
export function teamForTest(...initOptions: readonly string[]): Team {
  const team = newTeam(...initOptions);
  onTestFinished(() => removeTeam(team));
  return team;
}

/** A member of a team, who has joined the mission `demo`. */
export async function memberOf(
  team: Team,
  remote: string = `file://${team.repository}`,
): Promise<Member> {
  const directory = tempDirectory();
  const checkout = join(directory, 'checkout');
  git('init', '--quiet', checkout);
  git('-C', checkout, 'remote', 'add', 'origin', remote);
  const home = testHome(join(directory, 'home'));
  const within = (around: Surroundings = {}): Surroundings => ({ directory: checkout, ...around });
  await home.ok('join demo --role developer', within());
  return {
    home,
    checkout,
    run: (words, around) => home.run(words, within(around)),
    ok: (words, around) => home.ok(words, within(around)),
  };
}

/** Two members who share the mission. */
export async function sharingPair(team: Team): Promise<readonly [Member, Member]> {
  const pair = [await memberOf(team), await memberOf(team)] as const;
  for (const member of pair) await member.ok('roster use git:origin --yes');
  return pair;
}

/** All refs of the repository of a team, with what their commits say. */
export function refsOf({ repository }: Team): string {
  return git('-C', repository, 'for-each-ref', '--format=%(refname) %(contents)');
}
