import type { Rule } from '../suite/rule.ts';
import { claimRules } from './claim-rules.ts';
import { endingRules } from './ending-rules.ts';
import { entryRules } from './entry-rules.ts';
import { faultRules } from './fault-rules.ts';
import { textRules } from './text-rules.ts';
import { versionRules } from './version-rules.ts';
import { watchRules } from './watch-rules.ts';

/**
 * Every promise of the port, as a check that any engine can be run through, with any test runner.
 *
 * @example
 * for (const rule of conformanceRules) {
 *   const why = whyNotRun(rule, harness);
 *   test.skipIf(why !== undefined)(rule.promise, () => rule.run(harness)); // vitest
 *   // test(rule.promise, { skip: why ?? false }, () => rule.run(harness)); // node:test
 * }
 */
export const conformanceRules: readonly Rule[] = [
  ...entryRules,
  ...textRules,
  ...claimRules,
  ...versionRules,
  ...watchRules,
  ...endingRules,
  ...faultRules,
];
