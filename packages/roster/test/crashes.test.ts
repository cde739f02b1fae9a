import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import {
  type CrashState,
  createMachine,
  kills,
  type Machine,
  powerCuts,
} from '@missionctl/atomic-fs/testing';
import type { Timestamp } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { type Claim, homeRoster, type Presence, type RosterView } from '../src/index.ts';
import { changePresence, readRoster, withClaims } from '../src/operations.ts';

const focus = 'wp:WP01';

describe('cut off at any moment', () => {
  const roster = homeRoster({ home: '/home/me/home', missionId: 'demo' });
  const me = '01KJMMA2G03333333333333334';
  const now = '2026-02-15T13:16:02.154627Z';
  const nowhere: Presence = { anchors: [], anchored: false, place: undefined, touching: [] };
  const claimed = (holder: string, term: number): Claim => ({
    ...{ focus, holder, term, since: now, wantedBy: [] },
    // Longer than a block of the disk, so that it can be torn.
    note: 'x'.repeat(5000),
  });
  const claiming = (claim: Claim) =>
    withClaims(roster, focus, {}, function* (claimOf) {
      const { require, write } = claimOf(focus);
      yield* write(claim, yield* require());
    });
  const continuing = (continued: string) =>
    changePresence(roster, me, (was = nowhere) => ({ ...was, continued, harness: continued }), {
      at: now as Timestamp,
    });

  function* crashes(
    before: Machine,
    change: () => Operation<unknown>,
  ): Generator<CrashState<unknown>> {
    yield* kills(before, change());
    yield* powerCuts(before, change());
  }

  test.each([
    [
      'a claim',
      () => claiming(claimed('ann', 1)),
      () => claiming(claimed('bob', 2)),
      ({ claims }: RosterView) => claims.get(focus)?.term,
      [1, 2],
    ],
    [
      'a presence',
      () => continuing('a'.repeat(5000)),
      () => continuing('b'.repeat(6000)),
      ({ presences }: RosterView) => presences.get(me)?.continued?.length,
      [5000, 6000],
    ],
  ] as const)(
    '%s is what it was or what it becomes, whole',
    (kind, one, other, seen, [old, next]) => {
      const cold = createMachine({ files: { '/home/me/home': { kind: 'directory' } } });
      const warm = cold.afterKill();
      runSync<unknown>(one(), warm.start().system);
      let states = 0;
      for (const [before, change, possible] of [
        [cold, one, [undefined, old]],
        [warm.afterShutdown(), other, [old, next]],
      ] as const) {
        for (const { machine, outcome } of crashes(before, change)) {
          const found = runSync(readRoster(roster), machine.start().system);
          if (found.faults.length === 0) expect(possible).toContain(seen(found));
          // What a power failure leaves of a presence costs one more command, whatever it is.
          if (kind === 'a claim') {
            expect(found.faults).toEqual([]);
            if (outcome.status === 'returned') expect(seen(found)).toBe(possible[1]);
          }
          runSync<unknown>(other(), machine.start().system);
          const later = runSync(readRoster(roster), machine.start().system);
          expect(later.faults).toEqual([]);
          expect(seen(later)).toBe(next);
          states += 1;
        }
      }
      expect(states).toBeGreaterThan(20);
    },
  );
});
