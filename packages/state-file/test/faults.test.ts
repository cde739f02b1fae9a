import { afterAll, describe, expect, test } from 'vitest';
import { checkFaults } from './proof/fault-checker.ts';
import { countLine, type Findings } from './proof/findings.ts';
import { provenWrites } from './proof/writes.ts';

describe('when a call fails', () => {
  const all: Findings[] = [];
  test.each(provenWrites)('$name says truthfully what it left, and holds nothing', (write) => {
    const findings = checkFaults(write);
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('state-file faults', all)));
});
