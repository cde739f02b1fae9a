import { afterAll, describe, expect, test } from 'vitest';
import { replaceFile } from '../src/operations.ts';
import { createMachine, kills, powerCuts } from '../src/testing.ts';
import { checkKills, checkPowerCuts } from './proof/crash-checker.ts';
import { countLine, type Findings } from './proof/findings.ts';
import { path, publicWrites } from './proof/public-writes.ts';

describe('when the power fails at any moment', () => {
  const all: Findings[] = [];
  test.each(publicWrites)('$name leaves old or new, and new once it has returned', (write) => {
    const findings = checkPowerCuts(write);
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('crash states', all)));
});

test("with durability 'atomic' a kill leaves old or new, and a power failure may leave neither", () => {
  const machine = createMachine({ files: { [path]: 'old' } });
  const write = () => replaceFile(path, 'new', { durability: 'atomic' });
  const killed = [...kills(machine, write())].map((crash) => crash.machine.text(path));
  expect(new Set(killed)).toEqual(new Set(['old', 'new']));
  const cut = [...powerCuts(machine, write())].map((crash) => crash.machine.text(path));
  expect(new Set(cut)).toEqual(new Set(['old', '', '\0\0\0', 'new']));
});

describe('when the process is killed at any moment, and the power fails later', () => {
  const all: Findings[] = [];
  test.each(publicWrites)('the write after $name is durable', (write) => {
    const findings = checkKills(write);
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('states after a kill', all)));
});
