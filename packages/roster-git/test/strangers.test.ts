import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import { bytesIn, git, settingsOf } from './git-harness.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { entriesOf, plant, plantMessage, plantTree, slotOf, subject } from './planted.ts';
import { ann, bob, codeOf, entryFor, idsIn, now } from './samples.ts';

const machine = 'e'.repeat(24);
const key = 'f'.repeat(40);
const record = `refs/missionctl/v1/demo/m/${machine}`;

describe('what a stranger writes', () => {
  const wholes: readonly (readonly [name: string, message: string])[] = [
    ['another message', 'fix the build'],
    ['nothing', ''],
    ['no JSON', `${subject}{"write": "w"`],
    ['JSON with a key twice', `${subject}{"write": "w", "write": "x", "entries": []}`],
    ['a key that changes objects', `${subject}{"write": "w", "entries": [], "__proto__": {}}`],
    ['a list', `${subject}[]`],
    ['no entries', `${subject}{"write": "w"}`],
    ['no write', `${subject}{"entries": []}`],
    ['deep JSON', `${subject}${'['.repeat(20_000)}`],
    ['bytes that are no text', `${subject}\u0000\u0001`],
    ['3 MB', `${subject}${JSON.stringify({ write: 'w', entries: [slotOf('x'.repeat(3e6))] })}`],
  ];

  test('as a whole record is listed as damaged, hides nothing, and shows nothing of itself', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    for (const [at, [, message]] of wholes.entries())
      plantMessage(team, `m/${at.toString(16).padStart(24, '0')}`, message);
    for (const [at, [, message]] of wholes.entries())
      plantMessage(team, `c/${at.toString(16).padStart(40, '0')}`, message);
    const { entries, claims, damaged } = await engine.list('demo');
    expect([idsIn({ entries, claims, damaged }), claims]).toEqual([[ann], []]);
    expect(damaged).toHaveLength(2 * wholes.length);
    expect(damaged.map(({ reason }) => reason).join()).not.toMatch(/xxx|fix the build/);
  });

  test('as an entry is damaged on its own, and the others of that record are there', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    const bad = [7, {}, { version: 1, entry: {} }, slotOf(bob, { verdict: 'gone!' }), slotOf('')];
    plantMessage(team, `m/${machine}`, entriesOf(slotOf('eve'), ...bad.map(Object), slotOf(bob)));
    const listing = await engine.list('demo');
    expect(idsIn(listing)).toEqual(['', ann, bob, 'eve'].toSorted());
    expect(listing.damaged.map((each) => each.record)).toEqual(
      [1, 2, 3, 4].map((at) => `${record}#${at}`),
    );
  });

  test('of a participant of this home does not take the place of what this home says', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann, { focus: 'wp:mine' }));
    for (const name of ['0'.repeat(24), machine])
      plantMessage(team, `m/${name}`, entriesOf(slotOf(ann, { focus: 'wp:theirs' })));
    const { entries, damaged } = await engine.list('demo');
    expect(entries.map(({ entry }) => entry.focus)).toEqual(['wp:mine']);
    expect(damaged).toHaveLength(2);
  });

  test('in the place of what this home wrote is written over with what this home knows', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    const ref = git('-C', team.repository, 'for-each-ref', '--format=%(refname:lstrip=4)');
    plantMessage(team, ref, 'fix the build');
    expect(idsIn(await engine.list('demo'))).toEqual([]);
    await engine.publish('demo', entryFor(bob));
    expect(await engine.list('demo')).toMatchObject({ claims: [], damaged: [] });
    expect(idsIn(await clientOf(team, 'other').list('demo'))).toEqual([ann, bob]);
  });

  test.each(wholes.slice(0, 4))(
    'at the ref of a claim, %s, keeps nobody from claiming it',
    async (_, message) => {
      const team = teamOfTest();
      const [engine, other] = [clientOf(team, 'home'), clientOf(team, 'heads')];
      const first = await engine.claim('demo', 'wp:1', { holder: ann, expecting: 'absent', now });
      expect(first.status).toBe('granted');
      const ref = git('-C', team.repository, 'for-each-ref', '--format=%(refname:lstrip=4)');
      plantMessage(team, ref, message);
      const claim = { holder: bob, expecting: 'absent', above: 1, now };
      expect(await other.claim('demo', 'wp:1', claim)).toMatchObject({
        status: 'granted',
        claim: { holder: bob, term: 2 },
      });
    },
  );

  test('as a claim of another focus is none of either', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.claim('demo', 'wp:1', { holder: ann, expecting: 'absent', now });
    const oid = git('-C', team.repository, 'for-each-ref', '--format=%(objectname)');
    git('-C', team.repository, 'update-ref', `refs/missionctl/v1/demo/c/${key}`, oid);
    const { claims, damaged } = await engine.list('demo');
    expect(claims.map(({ claim }) => claim.focus)).toEqual(['wp:1']);
    expect(damaged).toEqual([
      { record: `refs/missionctl/v1/demo/c/${key}`, reason: 'it is of another focus than its ref' },
    ]);
  });

  test('as files is not fetched, and as no commit at all is damaged', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    plantTree(team, `m/${machine}`, entriesOf(slotOf('eve')));
    plant(team, `m/${'0'.repeat(24)}`, 'blob', 'no commit');
    plant(team, 'somewhere/else', 'blob', 'not looked at');
    plant(team, `m/${'UPPER'.repeat(4)}`, 'blob', 'no record');
    const listing = await engine.list('demo');
    expect(idsIn(listing)).toEqual([ann, 'eve']);
    expect(listing.damaged.map(({ reason }) => reason).toSorted()).toEqual([
      'it is a blob, and no commit',
      'its name is not one of a record',
    ]);
    expect(bytesIn(settingsOf(team, 'home').directory)).toBeLessThan(500_000);
    // What is missing here on purpose is not fetched in the middle of a push either.
    await engine.withdraw('demo', 'eve');
    await engine.publish('demo', entryFor(bob));
    expect(idsIn(await engine.list('demo'))).toEqual([ann, bob]);
    expect(bytesIn(settingsOf(team, 'home').directory)).toBeLessThan(500_000);
  });

  test('is fetched where a host cannot leave out objects, and not looked at', async () => {
    const team = teamOfTest();
    git('-C', team.repository, 'config', 'uploadpack.allowFilter', 'false');
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    plant(team, `m/${machine}`, 'blob', Buffer.alloc(3e6, 'x'));
    expect(idsIn(await engine.list('demo'))).toEqual([ann]);
    await engine.publish('demo', entryFor(bob));
    expect(idsIn(await engine.list('demo'))).toEqual([ann, bob]);
  });

  const count = times(600, 10_000);

  test(`in ${count} refs hides nobody, and is reported in short`, { tags: ['slow'] }, async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    plantMessage(team, `m/${machine}`, 'spam');
    const oid = git('-C', team.repository, 'rev-parse', record);
    const packed = Array.from({ length: count }, (_, at) => {
      const name = `${at < count / 2 ? 'm' : 'c'}/${at.toString(16).padStart(40, '0')}`;
      return `${oid} refs/missionctl/v1/demo/${name}\n`;
    });
    writeFileSync(join(team.repository, 'packed-refs'), packed.join(''));
    const listing = await engine.list('demo');
    expect(idsIn(listing)).toEqual([ann]);
    expect(listing.damaged).toHaveLength(101);
    expect(listing.damaged.at(-1)?.reason).toBe(`and ${count - 100} more`);
    expect(await codeOf(engine.publish('demo', entryFor(bob)))).toBe('no error');
  });
});

test('what this tool writes is harmless in a log, and says neither who nor when', async () => {
  const team = teamOfTest();
  const engine = clientOf(team, 'home', { namespace: 'heads' });
  const text = '\u202egnp.exe\u0007\u001b[31m\u{1f98a}';
  await engine.publish('demo', entryFor(ann, { alias: text }));
  await engine.publish('demo', entryFor(ann, { alias: text }));
  const [ref = ''] = git('-C', team.repository, 'for-each-ref', '--format=%(refname)').split('\n');
  const commit = git('-C', team.repository, 'cat-file', 'commit', ref);
  expect(commit).toMatch(/^[\n -~]*$/);
  expect(commit.split('\n').filter((line) => /^(author|committer)/.test(line))).toEqual([
    'author missionctl <missionctl@users.invalid> 0 +0000',
    'committer missionctl <missionctl@users.invalid> 0 +0000',
  ]);
  expect(git('-C', team.repository, 'rev-list', '--count', ref)).toBe('2');
  expect(git('-C', team.repository, 'fsck', '--strict')).toBe('');
  expect((await engine.list('demo')).entries[0]?.entry.alias).toBe(text);
  expect(readFileSync(join(team.repository, 'HEAD'), 'utf8')).toContain('refs/heads/');
});
