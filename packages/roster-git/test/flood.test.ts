import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RosterEngine } from '@missionctl/roster';
import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import { flood } from './flood.ts';
import { bytesIn, type Team } from './git-harness.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { ann, bob, codeOf, entryFor, idsIn, now } from './samples.ts';

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
    // How much has come when the fetch is ended depends on the machine; it is not all of it.
    expect(bytesIn(join(team.directory, 'newcomer'))).toBeLessThan(300 * 60_000);
    await newcomer.publish('demo', entryFor('cy'));
    expect(idsIn(await known.list('demo'))).toEqual([ann, bob, 'cy'].toSorted());
  });

  test('so that the host needs too long to send it all is found out by the next call', async () => {
    const { team } = await mission();
    const program = join(team.directory, 'slow-git');
    const said = join(team.directory, 'said');
    // A host that packs for a minute what it is asked for, unless it is asked for single objects.
    const script = `#!/bin/sh
echo "$3" >> ${said}
case "$*" in *--stdin*) ;; *" fetch "*) test -e ${said}.over || sleep 60;; esac
exec git "$@"
`;
    writeFileSync(program, script, { mode: 0o755 });
    const engine = clientOf(team, 'late', { program, timeoutMs: 2500 });
    expect(await codeOf(engine.list('demo'))).toBe('ERR_ROSTER_UNAVAILABLE');
    expect(idsIn(await engine.list('demo'))).toEqual([ann, bob].toSorted());
    writeFileSync(`${said}.over`, '');
    expect(idsIn(await engine.list('demo'))).toEqual([ann, bob].toSorted());
    const words = readFileSync(said, 'utf8').split('\n');
    expect(words.filter((word) => /fetch|remote/.test(word))).toEqual([
      'fetch',
      'ls-remote',
      'fetch',
      'fetch',
    ]);
  });

  test('again and again does not fill the disk of others: the scratch repository is built anew', async () => {
    const { team, known } = await mission();
    const [name = ''] = readdirSync(join(team.directory, 'home'));
    const packs = join(team.directory, 'home', name, 'repositories/inbox/objects/pack');
    const packsThere = (): number =>
      readdirSync(packs).filter((each) => each.endsWith('.pack')).length;
    for (let count = packsThere(); count < 10; count += 1) {
      const path = join(packs, `pack-${count}.pack`);
      writeFileSync(path, '');
      truncateSync(path, 8 * 1024 * 1024);
    }
    expect(idsIn(await known.list('demo'))).toEqual([ann, bob].toSorted());
    expect(packsThere()).toBeLessThan(3);
    expect(bytesIn(join(team.directory, 'home'))).toBeLessThan(1e6);
  });
});
