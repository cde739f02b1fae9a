import { describe, expect, test } from 'vitest';
import { checkConformance, conformanceRules, memoryEngine } from '../src/testing.ts';
import { memoryHarness, quickBounds } from './memory-harness.ts';
import { openWrong, wrongEngines } from './wrong-engines.ts';

describe('an engine in memory', () => {
  const harness = memoryHarness(memoryEngine);

  test.each(conformanceRules)('keeps $name', async (rule) => {
    await rule.run(harness, { outageMs: 50 });
  });
});

describe('an engine is caught that', () => {
  test.each(wrongEngines)('$mistake', async (wrong) => {
    const rules = conformanceRules.filter(({ name }) => wrong.caughtBy.includes(name));
    const results = await checkConformance(rules, memoryHarness(openWrong(wrong)), quickBounds);
    const broken = results.filter(({ status }) => status === 'broken');
    expect(broken.map(({ rule }) => rule).toSorted()).toEqual(wrong.caughtBy.toSorted());
  });

  test('breaks any of the rules', () => {
    const broken = new Set(wrongEngines.flatMap(({ caughtBy }) => caughtBy));
    expect([...broken].toSorted()).toEqual(conformanceRules.map(({ name }) => name).toSorted());
  });
});

describe('a rule that a harness cannot cause', () => {
  test('is reported as not run, with what is missing', async () => {
    const { createStore, open, removeStore } = memoryHarness(memoryEngine);
    const results = await checkConformance(
      conformanceRules,
      { createStore, open, removeStore },
      quickBounds,
    );
    const notRun = results.flatMap((each) =>
      each.status === 'not-run' ? [[each.rule, each.why]] : [],
    );
    expect(notRun).toEqual([
      ['resync-after-lost-history', 'the harness has no loseHistory'],
      ['outage-heals', 'the harness has no outage'],
      ['killed-client-leaves-whole', 'the harness has no killClient'],
      ['read-only-is-denied', 'the harness has no openReadOnly'],
    ]);
    expect(results.filter(({ status }) => status === 'broken')).toEqual([]);
  });
});
