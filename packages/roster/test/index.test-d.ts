import { expectTypeOf, test } from 'vitest';
import {
  type Anchor,
  type Claim,
  type ClaimDecision,
  type ClaimRequest,
  changePresence,
  changePresenceSync,
  collisionsOf,
  decideClaim,
  type HomeRoster,
  homeRoster,
  nodeProcesses,
  type Presence,
  type ProcessReader,
  type RosterView,
  readRoster,
  readRosterSync,
  removePresence,
  type Verdict,
  verdictOf,
} from '../src/index.ts';

declare const roster: HomeRoster;
declare const request: ClaimRequest;

test('a roster is plain data of a home and a mission', () => {
  expectTypeOf(homeRoster({ home: '/h', missionId: 'demo' })).toEqualTypeOf<HomeRoster>();
  homeRoster({ home: new URL('file:///h'), missionId: 'demo', private: undefined });
  // @ts-expect-error A mission is needed.
  homeRoster({ home: '/h' });
});

test('reading and changing have two forms', () => {
  expectTypeOf(readRoster(roster)).resolves.toEqualTypeOf<RosterView>();
  expectTypeOf(readRosterSync(roster, { focuses: undefined })).toEqualTypeOf<RosterView>();
  expectTypeOf(changePresence(roster, 'id', (before) => before)).resolves.toEqualTypeOf<
    Presence | undefined
  >();
  expectTypeOf(removePresence(roster, 'id')).resolves.toEqualTypeOf<boolean>();
  // @ts-expect-error A change is synchronous.
  changePresenceSync(roster, 'id', async (before) => before);
});

test('a decision is a grant with its record, or names who holds it', () => {
  const decision: ClaimDecision = decideClaim(request);
  if (decision.status === 'granted') expectTypeOf(decision.claim).toEqualTypeOf<Claim>();
  else expectTypeOf(decision.by.verdict).toEqualTypeOf<Verdict>();
  // @ts-expect-error What is held has no record.
  void decision.claim;
});

test('a verdict is one of four words, and an anchor of a later version is one', () => {
  expectTypeOf(verdictOf).returns.toEqualTypeOf<'here' | 'quiet' | 'unknown' | 'gone'>();
  const kind: Anchor['kind'] = 'a kind of a later version';
  void kind;
  expectTypeOf(nodeProcesses()).toEqualTypeOf<ProcessReader>();
  expectTypeOf(collisionsOf).parameter(3).exclude<undefined>().toHaveProperty('movesHead');
});
