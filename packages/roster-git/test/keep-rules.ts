import { conformanceRules, type EngineHarness, whyNotRun } from '@missionctl/roster/testing';
import { times } from '@missionctl/test-support/times';
import { expect, test } from 'vitest';
import type { Team } from './git-harness.ts';

const isLab = times(1, 2) === 2;

const bounds = {
  claimants: times(3, 8),
  rounds: times(2, 100),
  writers: times(3, 8),
  publishes: times(2, 10),
  patienceMs: 60_000,
  quietMs: 20,
  outageMs: 3000,
  killsAfterMs: isLab ? [0, 5, 10, 20, 40, 80, 160] : [15],
};

/** Runs clients through the rules, or those of a name; the lab runs all of them. */
export function keepRules(harness: EngineHarness<Team>, which: RegExp = /./): void {
  const rules = conformanceRules.filter(
    (rule) => whyNotRun(rule, harness) === undefined && (isLab || which.test(rule.name)),
  );

  test.each(rules)('keep $name', { tags: ['slow'] }, (rule) => rule.run(harness, bounds));

  test('are run through all but what needs a history that can be lost', () => {
    const notRun = conformanceRules.filter((rule) => whyNotRun(rule, harness) !== undefined);
    expect(notRun.map(({ name }) => name)).toEqual(['resync-after-lost-history']);
  });
}
