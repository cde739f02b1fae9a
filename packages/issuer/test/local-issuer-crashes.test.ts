import { errnoOf } from '@missionctl/atomic-fs';
import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import {
  createMachine,
  faultRuns,
  interleavings,
  kills,
  type Machine,
  powerCuts,
} from '@missionctl/atomic-fs/testing';
import { describe, expect, test } from 'vitest';
import type { Grant } from '../src/index.ts';
import { issueIdentity } from '../src/operations.ts';

const home = '/home/me/home';
const request = { missionId: 'demo', role: 'developer', principal: 'me@here' };

/** Asks with another random source each time: the same id can only come from the ledger. */
function joining(luck: number, alias?: string): Operation<Grant> {
  const settings = { home, clock: () => 1_771_160_400_000, random: () => luck };
  return issueIdentity(settings, { ...request, alias });
}

function idOn(machine: Machine, alias?: string): string {
  return runSync(joining(0.9, alias), machine.start().system).participantId;
}

function emptyMachine(): Machine {
  return createMachine({ files: { '/home/me': { kind: 'directory' } } });
}

/** A machine on which the owner has an identity, and that identity. */
function issuedMachine(): { readonly machine: Machine; readonly mine: string } {
  const machine = emptyMachine();
  const mine = runSync(joining(0.1), machine.start().system).participantId;
  return { machine, mine };
}

const befores: readonly (readonly [string, () => Machine])[] = [
  ['the first of all', emptyMachine],
  ['another one', () => issuedMachine().machine],
];

describe.each(befores)('an identity that is %s', (_, before) => {
  test('is the same after a power failure, once it was answered', () => {
    let states = 0;
    for (const { machine, outcome } of powerCuts(before(), joining(0.5, 'bot'))) {
      states += 1;
      const again = idOn(machine, 'bot');
      if (outcome.status === 'returned') expect(again).toBe(outcome.value.participantId);
      expect(idOn(machine, 'bot')).toBe(again);
    }
    expect(states).toBeGreaterThan(5);
  });

  test('is the same after its process was killed, even when the power fails then', () => {
    for (const { machine } of kills(before(), joining(0.5, 'bot'))) {
      const again = idOn(machine, 'bot');
      for (const later of machine.afterPowerCut()) expect(idOn(later, 'bot')).toBe(again);
    }
  });

  test('is issued or not issued whichever call fails: the failure is reported, and nothing is held', () => {
    for (const { machine, outcome, process } of faultRuns(before(), () => joining(0.5, 'bot'))) {
      if (outcome.status === 'threw') expect(errnoOf(outcome.error)).toMatch(/^ERR_/);
      else if (outcome.status === 'returned') {
        expect(idOn(machine, 'bot')).toBe(outcome.value.participantId);
      }
      expect(process.held()).toBe(0);
    }
  });
});

test('an issued identity survives whatever happens to the next one', () => {
  const { machine: before, mine } = issuedMachine();
  for (const { machine } of powerCuts(before, joining(0.5, 'bot')))
    expect(idOn(machine)).toBe(mine);
  for (const { machine } of faultRuns(before, () => joining(0.5, 'bot'))) {
    expect(idOn(machine)).toBe(mine);
  }
});

test('two requests for the same participant get the same id, in every order of their calls', () => {
  const { machine } = issuedMachine();
  const writers = [0.3, 0.7].map((luck) => ({ operation: () => joining(luck, 'bot') }));
  let ends = 0;
  interleavings(machine, writers, ({ outcomes }) => {
    const ids = outcomes.map((each) =>
      each.status === 'returned' ? (each.value as Grant).participantId : undefined,
    );
    if (ids.includes(undefined)) return;
    ends += 1;
    expect(ids[0]).toBe(ids[1]);
  });
  expect(ends).toBeGreaterThan(0);
});
