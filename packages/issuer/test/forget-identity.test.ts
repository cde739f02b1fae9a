import { runSync } from '@missionctl/atomic-fs/operations';
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
import { forgetIdentity, issueIdentity, readLedger } from '../src/operations.ts';

const home = '/home/me/home';
const nowMs = 1_771_160_400_000;

function* yes() {
  yield* [];
  return true;
}

function* no() {
  yield* [];
  return false;
}

function issuing(alias: string, luck = 0.5) {
  const settings = { home, clock: () => nowMs, random: () => luck };
  return issueIdentity(settings, {
    missionId: 'demo',
    role: 'developer',
    principal: 'me@here',
    alias,
  });
}

function forgetting(alias: string, participantId: string, isUnused = yes) {
  return forgetIdentity({ home, missionId: 'demo', alias, participantId, isUnused });
}

function on<T>(machine: Machine, operation: Parameters<typeof runSync<T>>[0]): T {
  return runSync(operation, machine.start().system);
}

function known(machine: Machine): readonly string[] {
  const ledger = on(machine, readLedger(home, 'demo'));
  if (ledger.status !== 'present') throw new Error(ledger.status);
  return [...ledger.value.participants.keys()];
}

/** A machine on which two have an identity, and those. */
function issuedMachine(): { readonly machine: Machine; readonly ids: readonly string[] } {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  const ids = ['one', 'two'].map((alias) => on(machine, issuing(alias)).participantId);
  return { machine, ids };
}

test('a forgotten identity is never issued again, whatever the clock and the luck', () => {
  const { machine, ids } = issuedMachine();
  const seen = new Set(ids);
  let last = ids[1] ?? '';
  for (let round = 0; round < 20; round += 1) {
    expect(on(machine, forgetting('two', last))).toBe(true);
    expect(known(machine)).toEqual(['one']);
    const { participantId } = on(machine, issuing('two'));
    expect(seen).not.toContain(participantId);
    expect(participantId > last).toBe(true);
    seen.add(participantId);
    last = participantId;
  }
  // The first one is forgotten later, and nothing goes back.
  on(machine, forgetting('one', ids[0] ?? ''));
  expect(on(machine, issuing('one')).participantId > last).toBe(true);
});

test.each([
  ['is used', (ids: readonly string[]) => forgetting('two', ids[1] ?? '', no), false],
  ['is another by now', (ids: readonly string[]) => forgetting('two', ids[0] ?? ''), true],
  ['was never issued', (ids: readonly string[]) => forgetting('three', ids[0] ?? ''), true],
])('an identity that %s is left', (_, operation, expected) => {
  const { machine, ids } = issuedMachine();
  const before = machine.fingerprint();
  expect(on(machine, operation(ids))).toBe(expected);
  expect(known(machine)).toEqual(['one', 'two']);
  expect(machine.fingerprint()).toBe(before);
});

test('where nothing was issued, nothing is made', () => {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  const before = machine.fingerprint();
  expect(on(machine, forgetting('one', '01JEXAMP0E0000000000000000'))).toBe(true);
  expect(machine.fingerprint()).toBe(before);
});

test('a ledger that is damaged is a fault, and stays', () => {
  const { machine, ids } = issuedMachine();
  const path = `${home}/issuer/demo.json`;
  const files = { [path]: { kind: 'file', text: '{' } as const };
  const damaged = createMachine({ files: { '/home/me': { kind: 'directory' }, ...files } });
  expect(machine).toBeDefined();
  expect(() => on(damaged, forgetting('two', ids[1] ?? ''))).toThrow(
    expect.objectContaining({ code: 'ERR_ISSUER_DAMAGED' }),
  );
});

describe('cut off at any call', () => {
  test('an identity is forgotten or not, for ever once it was answered, and nobody else loses theirs', () => {
    const { machine: before, ids } = issuedMachine();
    for (const crashes of [kills, powerCuts]) {
      for (const { machine, outcome } of crashes(before, forgetting('two', ids[1] ?? ''))) {
        const left = known(machine);
        expect(left).toContain('one');
        if (outcome.status === 'returned') expect(left).toEqual(['one']);
        const again = on(machine, issuing('two')).participantId;
        expect(again === ids[1]).toBe(left.includes('two'));
      }
    }
  });

  test('whichever call fails, it is forgotten or not, and nothing is held', () => {
    const { machine: before, ids } = issuedMachine();
    for (const { machine, outcome, process } of faultRuns(before, () =>
      forgetting('two', ids[1] ?? ''),
    )) {
      if (outcome.status === 'returned') expect(known(machine)).toEqual(['one']);
      expect(known(machine)).toContain('one');
      expect(process.held()).toBe(0);
    }
  });
});

test('who is issued an identity while it is forgotten gets it before, or another after', () => {
  const { machine: before, ids } = issuedMachine();
  const operations = [
    { operation: () => forgetting('two', ids[1] ?? '') },
    { operation: () => issuing('two', 0.7) },
  ];
  let ends = 0;
  interleavings(before, operations, ({ machine, outcomes }) => {
    const [forgot, issued] = outcomes;
    if (forgot?.status !== 'returned' || issued?.status !== 'returned') return;
    ends += 1;
    const { participantId } = issued.value as Grant;
    expect(known(machine).includes('two')).toBe(participantId !== ids[1]);
  });
  expect(ends).toBeGreaterThan(0);
});
