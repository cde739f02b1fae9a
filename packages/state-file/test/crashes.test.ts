import { afterAll, describe, expect, test } from 'vitest';
import { checkKills, checkPowerCuts } from './proof/crash-checker.ts';
import { countLine, type Findings } from './proof/findings.ts';
import { provenWrites } from './proof/writes.ts';

describe('when the power fails at any moment', () => {
  const all: Findings[] = [];
  test.each(provenWrites)('$name leaves old or new, new once it returned', (write) => {
    const findings = checkPowerCuts(write);
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('state-file crash states', all)));
});

describe('when the process is killed at any moment, and the power fails later', () => {
  const all: Findings[] = [];
  test.each(provenWrites)('what follows $name is durable all the same', (write) => {
    const findings = checkKills(write);
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('state-file states after a kill', all)));
});
