import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAfterStep, startChild } from '@missionctl/test-support/child';
import { expect, test } from 'vitest';
import {
  type ClientWork,
  conformanceRules,
  type EngineHarness,
  type KillMoment,
  whyNotRun,
} from '../src/testing.ts';
import { homeEngine } from './home-engine.ts';

const program = new URL('home-client.ts', import.meta.url);

async function killClient(home: string, work: ClientWork, moment: KillMoment): Promise<void> {
  const child = await startChild(program, [home, JSON.stringify(work)]);
  await killAfterStep(child, moment);
}

const harness: EngineHarness<string> = {
  createStore: () => mkdtemp(join(tmpdir(), 'missionctl-tests-')),
  open: async (home) => homeEngine(home),
  removeStore: (home) => rm(home, { recursive: true }),
  killClient,
};

const bounds = {
  claimants: 4,
  rounds: 20,
  writers: 4,
  publishes: 5,
  quietMs: 50,
  killsAfterMs: [1],
};

test.each(conformanceRules.filter((rule) => whyNotRun(rule, harness) === undefined))(
  'the roster of a home keeps $name',
  (rule) => rule.run(harness, bounds),
);

test('the roster of a home is run through all but what needs an engine elsewhere', () => {
  const notRun = conformanceRules.filter((rule) => whyNotRun(rule, harness) !== undefined);
  expect(notRun.map(({ name }) => name)).toEqual([
    'resync-after-lost-history',
    'outage-heals',
    'read-only-is-denied',
  ]);
});
