import { afterAll, describe, expect, test } from 'vitest';
import { answeredBy } from '../src/operations.ts';
import { rulesBroken } from './proof/findings.ts';
import { mutants } from './proof/mutants.ts';

describe('the checkers of the proof', () => {
  let caught = 0;

  test.each(mutants)('find $name: $breaks', ({ check, mistake, breaks }) => {
    const findings = check((operation) => answeredBy(operation, mistake()));
    expect(rulesBroken(findings)).toContain(breaks);
    caught += 1;
  });

  test.each(mutants)('find nothing without the mistake $name', ({ check }) => {
    expect(check((operation) => operation).violations).toEqual([]);
  });

  test('cover all nine mistakes of durability.md', () => {
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
