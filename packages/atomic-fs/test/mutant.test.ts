import { afterAll, describe, expect, test } from 'vitest';
import { rulesBroken } from './proof/findings.ts';
import { mistaken, mutants } from './proof/mutants.ts';

describe('the checkers of the proof have teeth', () => {
  let caught = 0;

  test.each(mutants)('$name is caught: $breaks', ({ check, mistake, breaks }) => {
    const findings = check((operation) => mistaken(operation, mistake()));
    expect(rulesBroken(findings)).toContain(breaks);
    caught += 1;
  });

  test.each(mutants)('without the mistake, the checker of $name finds nothing', ({ check }) => {
    expect(check((operation) => operation).violations).toEqual([]);
  });

  test('all nine of durability.md are there', () => {
    expect(mutants.map(({ name }) => name)).toEqual([
      'no file sync',
      'no directory sync',
      'no parent sync',
      'late chmod',
      'fixed temp name',
      'one unchecked write',
      'retried fsync',
      'error hidden after rename',
      'lock without its write',
    ]);
  });

  afterAll(() => console.log(`mutants: ${caught} of ${mutants.length} caught`));
});
