import { join } from 'node:path';
import type { RosterEngine } from '@missionctl/roster';
import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import { flood } from './flood.ts';
import { bytesIn, type Team } from './git-harness.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { ann, bob, entryFor, idsIn, now } from './samples.ts';

const absent = { holder: ann, expecting: 'absent', now } as const;

/** What a call has without another word, and is to need at most. */
const timeoutMs = 5000;

/** A mission of two homes, of which a third one is going to know nothing. */
async function mission(): Promise<{
  readonly team: Team;
  readonly known: RosterEngine;
  readonly newcomer: RosterEngine;
}> {
  const team = teamOfTest();
  const [known, other] = [clientOf(team, 'home', { timeoutMs }), clientOf(team, 'other')];
  await known.publish('demo', entryFor(ann));
  await other.publish('demo', entryFor(bob));
  await known.claim('demo', 'wp:held', absent);
  await known.list('demo');
  return { team, known, newcomer: clientOf(team, 'newcomer', { timeoutMs }) };
}

describe('who fills a mission', { tags: ['slow'] }, () => {
  const kinds = [
    { what: 'small', count: times(2500, 10_000), bytes: 10 },
    { what: 'large', count: times(300, 3000), bytes: 60_000 },
  ];

  test.each(kinds)(
    'with $count $what records hides nobody who was there, and no call is late',
    async ({ count, bytes }) => {
      const { team, known } = await mission();
      flood(team, { refs: count, bytes });
      const { entries, claims, damaged } = await known.list('demo');
      expect(idsIn({ entries, claims, damaged })).toEqual([ann, bob].toSorted());
      expect(claims.map(({ claim }) => claim.focus)).toEqual(['wp:held']);
      expect(damaged.at(-1)?.reason).toMatch(/^and \d+ more$/);
      await known.publish('demo', entryFor(ann, { focus: 'wp:next' }));
      expect((await known.claim('demo', 'wp:next', absent)).status).toBe('granted');
      const began = performance.now();
      const listing = await known.list('demo');
      expect(performance.now() - began).toBeLessThan(2000);
      expect(listing.claims.map(({ claim }) => claim.focus).toSorted()).toEqual([
        'wp:held',
        'wp:next',
      ]);
    },
  );

  test.each(kinds)(
    'with $count $what records keeps no newcomer from claiming what is free, and from seeing who holds what is not',
    async ({ count, bytes }) => {
      const { team, newcomer } = await mission();
      flood(team, { refs: count, bytes });
      const claim = { ...absent, holder: 'cy' };
      expect(await newcomer.claim('demo', 'wp:held', claim)).toMatchObject({
        status: 'held',
        current: { claim: { holder: ann, term: 1 } },
      });
      expect((await newcomer.claim('demo', 'wp:free', claim)).status).toBe('granted');
      await newcomer.publish('demo', entryFor('cy'));
      // It reads some more each time, in an order that nobody else knows.
      const seen = new Set<string>();
      for (let time = 0; time < times(10, 200) && seen.size < 3; time += 1)
        for (const id of idsIn(await newcomer.list('demo'))) seen.add(id);
      expect([...seen].toSorted()).toEqual([ann, bob, 'cy'].toSorted());
    },
  );

  test('with the history of a large repository keeps nobody waiting for it', async () => {
    const { team, known, newcomer } = await mission();
    flood(team, { refs: 300, bytes: 60_000, isHistory: true });
    for (const engine of [known, newcomer, known, newcomer]) {
      const began = performance.now();
      expect(idsIn(await engine.list('demo'))).toEqual([ann, bob].toSorted());
      expect(performance.now() - began).toBeLessThan(timeoutMs);
    }
    expect(bytesIn(join(team.directory, 'newcomer'))).toBeLessThan(10e6);
    await newcomer.publish('demo', entryFor('cy'));
    expect(idsIn(await known.list('demo'))).toEqual([ann, bob, 'cy'].toSorted());
  });
});
