import { expectTypeOf, test } from 'vitest';
import type { RosterEngine } from '../src/index.ts';
import {
  checkConformance,
  conformanceRules,
  type EngineHarness,
  type FaultName,
  memoryEngine,
  memoryStore,
  type Rule,
  type RuleResult,
  whyNotRun,
} from '../src/testing.ts';

interface Directory {
  readonly path: string;
}

declare const harness: EngineHarness<Directory>;
declare const rule: Rule;

test('a harness has a store of its own kind, and any of the faults', () => {
  expectTypeOf(harness.open).toEqualTypeOf<(store: Directory) => Promise<RosterEngine>>();
  expectTypeOf(harness.outage).toEqualTypeOf<
    ((store: Directory, during: () => Promise<void>) => Promise<void>) | undefined
  >();
  expectTypeOf<FaultName>().toEqualTypeOf<
    'openReadOnly' | 'outage' | 'loseHistory' | 'killClient' | 'held'
  >();
});

test('a rule is run with a harness of any kind, and an undefined bound is one that is left out', () => {
  expectTypeOf(rule.run(harness, { rounds: undefined })).toEqualTypeOf<Promise<void>>();
  expectTypeOf(whyNotRun(rule, harness)).toEqualTypeOf<string | undefined>();
  expectTypeOf(conformanceRules).toEqualTypeOf<readonly Rule[]>();
  expectTypeOf(checkConformance(conformanceRules, harness)).toEqualTypeOf<
    Promise<readonly RuleResult[]>
  >();
});

test('a result says why only where there is something to say', () => {
  expectTypeOf<Extract<RuleResult, { readonly status: 'not-run' }>['why']>().toBeString();
  expectTypeOf<Extract<RuleResult, { readonly status: 'broken' }>['error']>().toBeUnknown();
  // @ts-expect-error A rule that is kept has no error.
  expectTypeOf<Extract<RuleResult, { readonly status: 'kept' }>['error']>().toBeUnknown();
});

test('an engine in memory is one like any other', () => {
  expectTypeOf(memoryEngine(memoryStore(), { write: undefined })).toEqualTypeOf<RosterEngine>();
});
