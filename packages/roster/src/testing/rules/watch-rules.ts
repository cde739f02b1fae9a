import { setTimeout as pause } from 'node:timers/promises';
import type { RosterEngine } from '../../engine/roster-engine.ts';
import type { RosterEvent } from '../../engine/roster-event.ts';
import { granted, mission, released, upTo } from '../suite/calls.ts';
import { expectEqual, expectTrue } from '../suite/expectations.ts';
import { expectForward, stateOf } from '../suite/reported-state.ts';
import { type Rule, rule, type Trial } from '../suite/rule.ts';
import { ann, bob, cy, sampleEntry } from '../suite/sample-entry.ts';
import { isSynced, startWatch, type Watched } from '../suite/watched.ts';

export const watchRules: readonly Rule[] = [
  rule(
    'watch-begins-whole',
    'a watch reports all that is there, then synced, and misses nothing that changes meanwhile',
    beginsWhole,
  ),
  rule(
    'watch-reports-changes',
    'a watch reports each change that lasts, for each record in its order, and synced exactly once',
    reportsChanges,
  ),
  rule(
    'resync-after-lost-history',
    'a watch whose changes were lost says resync, and then what is there and what is not',
    resyncs,
    ['loseHistory'],
  ),
];

async function beginsWhole({ open, bounds }: Trial): Promise<void> {
  const [engine, writer] = [await open(), await open()];
  await writer.publish(mission, sampleEntry(ann));
  await writer.publish(mission, sampleEntry(bob));
  const free = await released(
    writer,
    (await granted(writer, { holder: ann, expecting: 'absent' })).version,
  );
  const watch = startWatch(engine, mission, bounds.patienceMs);
  await watch.until('synced', isSynced);
  const begun = watch.events.slice(
    0,
    watch.events.findIndex(({ kind }) => kind === 'synced'),
  );
  expectEqual('what it reports before synced', kindsOf(begun), ['put', 'put', 'released']);
  expectEqual(
    'the term of the released claim',
    stateOf(begun).claims.get('wp:WP01')?.claim,
    free.claim,
  );
  await watch.stop();
  const last = bounds.publishes * 4;
  const watches: Watched[] = [];
  const begin = async (): Promise<void> => {
    for (const _ of upTo(last)) {
      watches.push(startWatch(engine, mission, bounds.patienceMs));
      await engine.list(mission);
    }
  };
  await Promise.all([writeNumbers(writer, last), begin()]);
  for (const each of watches) {
    await each.until(
      'what was published while it began',
      (events) => numberIn(events) === last - 1,
    );
    expectForward(each.events);
    await each.stop();
  }
}

async function reportsChanges({ open, bounds }: Trial): Promise<void> {
  const [engine, writer] = [await open(), await open()];
  await writer.publish(mission, sampleEntry(bob));
  const watch = startWatch(engine, mission, bounds.patienceMs);
  await watch.until('synced', isSynced);
  const last = bounds.publishes * 2;
  await writeNumbers(writer, last);
  const first = await granted(writer, { holder: ann, expecting: 'absent' });
  await watch.until('a claim', (events) => holderIn(events) === ann);
  const taken = await granted(writer, { holder: cy, expecting: first.version });
  await watch.until('a takeover', (events) => holderIn(events) === cy);
  await released(writer, taken.version);
  await watch.until('a release', (events) => events.some(({ kind }) => kind === 'released'));
  await writer.withdraw(mission, bob);
  await watch.until('a removal', (events) => !stateOf(events).entries.has(bob));
  await writer.publish(mission, sampleEntry(bob, { focus: undefined }));
  await watch.until('a return', (events) => stateOf(events).entries.has(bob));
  await watch.until('the last number', (events) => numberIn(events) === last - 1);
  await quiet(engine, bounds.quietMs);
  expectForward(watch.events);
  expectOneSynced(watch.events);
  await watch.stop();
}

async function resyncs({ open, loseHistory, bounds }: Trial): Promise<void> {
  const [engine, writer] = [await open(), await open()];
  for (const each of [ann, bob]) await writer.publish(mission, sampleEntry(each));
  const held = await granted(writer, { holder: ann, expecting: 'absent' });
  const watch = startWatch(engine, mission, bounds.patienceMs);
  await watch.until('synced', isSynced);
  await loseHistory(async () => {
    await writer.publish(mission, sampleEntry(ann, { focus: 'wp:7' }));
    await writer.withdraw(mission, bob);
    await released(writer, held.version);
  });
  await watch.until('resync', (events) => events.some(({ kind }) => kind === 'resync'));
  await watch.until('what changed', (events) => numberIn(events) === 7);
  await watch.until('what is there no longer', (events) => !stateOf(events).entries.has(bob));
  await watch.until('what was released', (events) => holderIn(events) === undefined);
  await writer.publish(mission, sampleEntry(cy));
  await watch.until('a change after that', (events) => stateOf(events).entries.has(cy));
  expectForward(watch.events);
  expectOneSynced(watch.events);
  await watch.stop();
}

async function writeNumbers(writer: RosterEngine, count: number): Promise<void> {
  for (const number of upTo(count)) {
    await writer.publish(mission, sampleEntry(ann, { focus: `wp:${number}` }));
  }
}

/** The number that the latest entry of ann says. */
function numberIn(events: readonly RosterEvent[]): number {
  return Number(stateOf(events).entries.get(ann)?.entry.focus?.slice('wp:'.length));
}

function holderIn(events: readonly RosterEvent[]): string | undefined {
  return stateOf(events).claims.get('wp:WP01')?.claim.holder;
}

function kindsOf(events: readonly RosterEvent[]): readonly string[] {
  return events.map(({ kind }) => kind).toSorted();
}

/** Long enough for a watch that asks again to do so. */
async function quiet({ capabilities: { watch } }: RosterEngine, quietMs: number): Promise<void> {
  await pause(quietMs + (watch.kind === 'poll' ? 2 * watch.everyMs : 0));
}

function expectOneSynced(events: readonly RosterEvent[]): void {
  const count = events.filter(({ kind }) => kind === 'synced').length;
  expectTrue(count === 1, `a watch says synced ${count} times`);
}
