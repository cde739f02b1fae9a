import type { ConformanceBounds } from './bounds.ts';
import type { EngineHarness } from './harness.ts';
import type { Rule } from './rule.ts';

/** What became of a rule. */
export type RuleResult = { readonly rule: string } & (
  | { readonly status: 'kept' }
  /** `error` says what the engine did instead, or what it threw. */
  | { readonly status: 'broken'; readonly error: unknown }
  /** `why` names what the harness cannot cause. */
  | { readonly status: 'not-run'; readonly why: string }
);

/**
 * Says why a rule cannot be run with a harness.
 *
 * @param rule - the rule
 * @param harness - the harness
 * @returns which faults it would need; undefined where it can be run
 * @example
 * const why = whyNotRun(rule, harness); // 'the harness has no outage'
 */
export function whyNotRun<Store>(rule: Rule, harness: EngineHarness<Store>): string | undefined {
  const missing = rule.needs.filter((name) => harness[name] === undefined);
  return missing.length === 0 ? undefined : `the harness has no ${missing.join(' and no ')}`;
}

/**
 * Runs an engine through rules, one after the other, and says of each what became of it.
 *
 * @param rules - which, such as all of `conformanceRules`
 * @param harness - how to get at the engine
 * @param bounds - how much of everything; default: as each member says
 * @returns a result for each rule, those that were not run included
 * @example
 * const results = await checkConformance(conformanceRules, harness, { rounds: 1000 });
 * for (const { rule, status } of results) console.log(rule, status);
 */
export async function checkConformance<Store>(
  rules: readonly Rule[],
  harness: EngineHarness<Store>,
  bounds: ConformanceBounds = {},
): Promise<readonly RuleResult[]> {
  const results: RuleResult[] = [];
  for (const rule of rules) {
    const why = whyNotRun(rule, harness);
    results.push(
      why === undefined
        ? await resultOf(rule, () => rule.run(harness, bounds))
        : { rule: rule.name, status: 'not-run', why },
    );
  }
  return results;
}

async function resultOf({ name }: Rule, run: () => Promise<void>): Promise<RuleResult> {
  try {
    await run();
    return { rule: name, status: 'kept' };
  } catch (error) {
    return { rule: name, status: 'broken', error };
  }
}
