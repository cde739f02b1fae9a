import { afterAll, describe, expect, test } from 'vitest';
import { countLine, grouped } from './proof/findings.ts';
import { checkRace, type RaceFindings } from './proof/race-checker.ts';
import { races } from './proof/races.ts';

describe('in every order of their calls', () => {
  const all: RaceFindings[] = [];
  test.each(races)(
    '$name leave a whole file at every moment, and after a power failure',
    (race) => {
      const findings = checkRace(race);
      all.push(findings);
      expect(findings.violations).toEqual([]);
      expect(findings.interleavings).toBeGreaterThan(100n);
    },
  );
  afterAll(() => {
    const orders = all.reduce((sum, { interleavings }) => sum + interleavings, 0n);
    const crashes = all.reduce((sum, { crashStates }) => sum + crashStates, 0);
    console.log(`${countLine('moments', all)}; in them pass ${grouped(orders)} interleavings`);
    console.log(`crash states of them: ${grouped(crashes)} checked`);
  });
});
