import { afterAll, describe, expect, test } from 'vitest';
import { rulesBroken } from './proof/findings.ts';
import { mutants } from './proof/mutants.ts';

describe('the checkers of the proof', () => {
  let caught = 0;

  test.each(mutants)('catch: $name', ({ breaks, check }) => {
    expect(rulesBroken(check(true))).toContain(breaks);
    caught += 1;
  });

  test.each(mutants)('find nothing without it: $name', ({ check }) => {
    const findings = check(false);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });

  afterAll(() => console.log(`state-file mutants: ${caught} of ${mutants.length} caught`));
});
