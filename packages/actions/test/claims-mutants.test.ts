import { afterAll, describe, expect, test } from 'vitest';
import { rulesBroken } from './proof/claims-checker.ts';
import { mutants } from './proof/claims-mutants.ts';

describe('the checkers of claims', () => {
  let caught = 0;

  test.each(mutants)('catch one that $name', ({ breaks, check }) => {
    expect(rulesBroken(check(true))).toContain(breaks);
    caught += 1;
  });

  test.each(mutants)('find nothing in one that never $name', ({ check }) => {
    const { violations, moments } = check(false);
    expect(violations).toEqual([]);
    expect(moments).toBeGreaterThan(1);
  });

  afterAll(() => console.log(`mutants of claims: ${caught} of ${mutants.length} caught`));
});
