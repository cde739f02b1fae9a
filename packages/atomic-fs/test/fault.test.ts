import { afterAll, describe, expect, test } from 'vitest';
import { checkFaults } from './proof/fault-checker.ts';
import { countLine, type Findings } from './proof/findings.ts';
import { otherOperations, publicWrites } from './proof/public-writes.ts';

const operations = [...publicWrites, ...otherOperations];

describe('when a call fails', () => {
  const all: Findings[] = [];
  test.each(operations)('$name reports correctly what it left', (write) => {
    const findings = checkFaults(write);
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('faults', all)));
});

describe('when two calls fail', () => {
  const all: Findings[] = [];
  test.each(operations)('$name reports correctly what it left', (write) => {
    const findings = checkFaults(write, { atOnce: 2 });
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('pairs of faults', all)));
});
