/**
 * The conformance suite: every promise of the port for engines as a rule that an engine, of whomever, is
 * run through; and an engine in memory that keeps them all.
 *
 * @module
 */

export { type MemoryEngineOptions, memoryEngine } from './testing/memory/memory-engine.ts';
export {
  type MemoryRecords,
  type MemoryState,
  type MemoryStore,
  memoryStore,
} from './testing/memory/memory-store.ts';
export { conformanceRules } from './testing/rules/conformance-rules.ts';
export type { ConformanceBounds } from './testing/suite/bounds.ts';
export { checkConformance, type RuleResult, whyNotRun } from './testing/suite/check-conformance.ts';
export { type ClientWork, clientSteps, type KillMoment } from './testing/suite/client-steps.ts';
export type { EngineHarness, FaultName, Faults } from './testing/suite/harness.ts';
export type { Rule } from './testing/suite/rule.ts';
export { RuleBrokenError } from './testing/suite/rule-broken-error.ts';
