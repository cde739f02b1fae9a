import { afterAll, describe, expect, test } from 'vitest';
import { countLine, grouped } from './proof/findings.ts';
import { isNotOverwritten, locklessWindow } from './proof/lockless-window.ts';
import { checkRace, type RaceFindings } from './proof/race-checker.ts';
import { locklessRaces, races } from './proof/races.ts';

describe('in every order of their calls', () => {
  const window = locklessWindow();
  const all: RaceFindings[] = [];

  test.each(races)('$name: whole at every moment, and nothing lost', (race) => {
    const findings = checkRace(race);
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.interleavings).toBeGreaterThan(100n);
  });

  test.each(locklessRaces)('$name: overwritten by the last calls only', (race) => {
    const findings = checkRace(race, (moment, seen) => isNotOverwritten(race, moment, seen));
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.interleavings).toBeGreaterThan(10n);
  });

  test('a writer without the lock is noticed in all but a few of the calls of an update', () => {
    expect(window.renaming - window.looking).toBeGreaterThanOrEqual(0);
    expect(window.renaming - window.looking).toBeLessThan(6);
  });

  afterAll(() => {
    const orders = all.reduce((sum, each) => sum + each.interleavings, 0n);
    const crashes = all.reduce((sum, { crashStates }) => sum + crashStates, 0);
    const late = window.renaming - window.looking + 1;
    console.log(
      `${countLine('state-file moments', all)}; in them pass ${grouped(orders)} interleavings`,
    );
    console.log(`state-file crash states of them: ${grouped(crashes)} checked`);
    console.log(
      `state-file: ${late} of ${window.calls} moments of an update are too late to see a writer without a lock`,
    );
  });
});
