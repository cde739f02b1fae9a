import type { Operation } from '@missionctl/atomic-fs/operations';
import type { StateFile } from '@missionctl/state-file';
import { expectTypeOf, test } from 'vitest';
import type { Claim, HomeRoster, MachineRecord, Presence, RosterView } from '../src/index.ts';
import {
  claimFile,
  isClaimRecorded,
  machineFile,
  presenceFile,
  provideMachineId,
  readRoster,
  withClaims,
} from '../src/operations.ts';

declare const roster: HomeRoster;

test('each document of the roster is a state file', () => {
  expectTypeOf(claimFile(roster, 'wp:WP01')).toEqualTypeOf<StateFile<Claim>>();
  expectTypeOf(presenceFile(roster, 'id')).toEqualTypeOf<StateFile<Presence>>();
  expectTypeOf(machineFile('/h')).toEqualTypeOf<StateFile<MachineRecord>>();
});

test('what reads and changes the roster is an operation', () => {
  expectTypeOf(readRoster(roster)).toEqualTypeOf<Operation<RosterView>>();
  expectTypeOf(isClaimRecorded(roster, 'wp:WP01', 'id')).toEqualTypeOf<Operation<boolean>>();
  expectTypeOf(provideMachineId('/h', undefined)).toEqualTypeOf<Operation<string>>();
  const first = withClaims(roster, 'wp:WP01', {}, function* (claimOf) {
    return (yield* claimOf('wp:WP01').require()).value;
  });
  expectTypeOf(first).toEqualTypeOf<Operation<Claim | undefined>>();
  // @ts-expect-error What is done under the lock is an operation.
  withClaims(roster, 'wp:WP01', {}, () => 1);
});
