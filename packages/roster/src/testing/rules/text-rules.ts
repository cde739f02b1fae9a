import type { EngineEntry } from '../../engine/engine-entry.ts';
import type { RosterEvent } from '../../engine/roster-event.ts';
import { entryOf, mission, participantsOf } from '../suite/calls.ts';
import { codeOf, expectEqual, expectTrue } from '../suite/expectations.ts';
import { type Rule, rule, type Trial } from '../suite/rule.ts';
import { ann, bob, sampleEntry, sampleTime } from '../suite/sample-entry.ts';
import { isSynced, startWatch, type Watched } from '../suite/watched.ts';

export const textRules: readonly Rule[] = [
  rule(
    'exact-mission',
    'a mission has its own entries, claims and events: m1 has none of m10',
    exactMission,
  ),
  rule(
    'hostile-texts',
    'ids, focuses and texts of any characters are kept as they are, and none is taken for another',
    hostileTexts,
  ),
  rule(
    'large-entries',
    'a large entry is kept whole, or refused as too large; others are as before',
    largeEntries,
  ),
];

const missions = ['m1', 'm10', 'm', 'm1.x', 'm1-0', 'M1', '1'];

async function exactMission({ open, bounds }: Trial): Promise<void> {
  const engine = await open();
  const startAll = (): readonly Watched[] =>
    missions.map((each) => startWatch(engine, each, bounds.patienceMs));
  const early = startAll();
  for (const each of missions) {
    await engine.publish(each, sampleEntry(each));
    await engine.claim(each, `wp:${each}`, { holder: each, expecting: 'absent', now: sampleTime });
  }
  const late = startAll();
  for (const [index, each] of missions.entries()) {
    expectEqual(`who is in '${each}'`, await participantsOf(engine, each), [each]);
    const { claims } = await engine.list(each);
    const focuses = claims.map(({ claim }) => claim.focus);
    expectEqual(`what is claimed in '${each}'`, focuses, [`wp:${each}`]);
    for (const watch of [early[index], late[index]]) {
      await watch?.until(`all of '${each}'`, (events) => isSynced(events) && hasClaim(events));
      await watch?.stop();
      expectEqual(`whom a watch of '${each}' reports`, idsIn(watch?.events ?? []), [each]);
    }
  }
  await engine.withdraw('m1', 'm1');
  expectEqual("who is in 'm10'", await participantsOf(engine, 'm10'), ['m10']);
}

function hasClaim(events: readonly RosterEvent[]): boolean {
  return events.some(({ kind }) => kind === 'claimed');
}

function idsIn(events: readonly RosterEvent[]): readonly string[] {
  const ids = events.flatMap((event) => (event.kind === 'put' ? [event.entry.participantId] : []));
  return [...new Set(ids)];
}

const hostile = [
  '../../../etc/passwd',
  '/etc/passwd',
  '--upload-pack=touch x',
  '-n',
  '$(touch x)`touch x`;touch x|x&x>x<x',
  'a b\tc\nd\r\ne',
  'nul\0and\u0007bell\u001b[31m',
  '"\'\\{}[]%s%00%2e%2e',
  '__proto__',
  'constructor',
  'refs/heads/main.lock',
  'x..y~1^2:3?4*5@{6}',
  'Ünïcödé 漢字 🦊',
  'u\u0308 and \u00fc',
  '\u202egnp.exe\u200b\ufeff',
  'wp:WP01',
  'wp:wp01',
  'wp:WP010',
  ' wp:WP01',
  'x'.repeat(500),
];

async function hostileTexts({ open }: Trial): Promise<void> {
  const [engine, reader] = [await open(), await open()];
  const entries = hostile.map(hostileEntry);
  for (const entry of entries) await engine.publish(mission, entry);
  for (const [index, focus] of hostile.entries()) {
    const request = { holder: focus, reason: focus, note: focus, reservedFor: focus };
    const wantedBy = [{ by: `asker ${focus}`, at: sampleTime, note: focus }];
    const asked = { ...request, wantedBy, expecting: 'absent', now: sampleTime, above: index };
    const { status } = await engine.claim(mission, focus, asked);
    expectTrue(status === 'granted', `the claim of ${JSON.stringify(focus)} is ${status}`);
  }
  const listing = await reader.list(mission);
  expectEqual('what is damaged', listing.damaged, []);
  for (const [index, text] of hostile.entries()) {
    const entry = listing.entries.find((each) => each.entry.participantId === text)?.entry;
    expectEqual(`the entry of ${JSON.stringify(text)}`, entry, entries[index]);
    const claim = listing.claims.find((each) => each.claim.focus === text)?.claim;
    const { holder, term, reason, note, reservedFor, wantedBy } = claim ?? {};
    const expected = { holder: text, term: index + 1, reason: text, note: text, reservedFor: text };
    expectEqual(
      `the claim of ${JSON.stringify(text)}`,
      { holder, term, reason, note, reservedFor, asker: wantedBy?.[0]?.note },
      { ...expected, asker: text },
    );
  }
  for (const text of hostile) await reader.withdraw(mission, text);
  expectEqual('who is left after all withdrew', await participantsOf(reader), []);
}

function hostileEntry(text: string): EngineEntry {
  return sampleEntry(text, {
    alias: text,
    focus: text,
    continued: text,
    place: { repository: text, worktree: text, branch: text },
    touching: [{ path: text, at: sampleTime }],
  });
}

const sizes = [16 * 1024, 128 * 1024, 1024 * 1024];

async function largeEntries({ open }: Trial): Promise<void> {
  const engine = await open();
  await engine.publish(mission, sampleEntry(bob));
  for (const bytes of sizes) {
    const before = (await entryOf(engine, ann))?.entry;
    const entry = sampleEntry(ann, { continued: `${bytes}`.padEnd(bytes, '0123456789') });
    const code = await codeOf(engine.publish(mission, entry));
    const isKept = code === 'no error';
    expectTrue(
      isKept || code === 'ERR_ROSTER_TOO_LARGE',
      `publishing an entry of ${bytes} bytes ends with ${code}`,
    );
    expectEqual(
      `an entry of ${bytes} bytes`,
      (await entryOf(engine, ann))?.entry,
      isKept ? entry : before,
    );
  }
  expectEqual('the other entry', (await entryOf(engine, bob))?.entry, sampleEntry(bob));
}
