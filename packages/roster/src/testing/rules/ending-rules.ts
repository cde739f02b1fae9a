import { getEventListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { RosterEngine } from '../../engine/roster-engine.ts';
import { claim, entryOf, focus, granted, mission, participantsOf, upTo } from '../suite/calls.ts';
import { codeOf, expectCode, expectEqual, expectTrue } from '../suite/expectations.ts';
import { type Rule, rule, type Trial } from '../suite/rule.ts';
import { ann, bob, sampleEntry, sampleTime } from '../suite/sample-entry.ts';
import { isSynced, startWatch } from '../suite/watched.ts';

export const endingRules: readonly Rule[] = [
  rule(
    'abort-ends-calls',
    'an aborted call rejects with the reason of its signal, writes nothing that was not sent, and leaves nothing at the signal',
    abortEndsCalls,
  ),
  rule(
    'abort-frees-watches',
    'a watch ends when its signal is aborted and when its loop is left, and frees what it held',
    abortFreesWatches,
  ),
  rule(
    'closed-says-so',
    'after close every call and every watch says that the client is closed, and other clients go on',
    closedSaysSo,
  ),
];

type Call = (engine: RosterEngine, signal: AbortSignal) => Promise<unknown>;

const claiming = { holder: ann, now: sampleTime, expecting: 'absent' };

const calls: Readonly<Record<string, Call>> = {
  publish: (engine, signal) => engine.publish(mission, sampleEntry(ann), { signal }),
  withdraw: (engine, signal) => engine.withdraw(mission, bob, { signal }),
  list: (engine, signal) => engine.list(mission, { signal }),
  claim: (engine, signal) => engine.claim(mission, focus, { ...claiming, signal }),
  release: (engine, signal) => engine.release(mission, focus, { expecting: 'v0', signal }),
};

async function abortEndsCalls({ open, within }: Trial): Promise<void> {
  const engine = await open();
  await engine.publish(mission, sampleEntry(bob));
  const reason = Object.assign(new Error('enough'), { code: 'ENOUGH' });
  for (const [name, call] of Object.entries(calls)) {
    const aborted = call(engine, AbortSignal.abort(reason));
    await expectCode(`${name} with an aborted signal`, within(name, aborted), 'ENOUGH');
  }
  expectEqual('who is there after aborted calls', await participantsOf(engine), [bob]);
  expectEqual('what is claimed', (await engine.list(mission)).claims, []);
  for (const [name, call] of Object.entries(calls)) {
    const stop = new AbortController();
    const running = codeOf(call(engine, stop.signal));
    stop.abort(reason);
    const code = await within(`${name}, aborted while it runs`, running);
    expectTrue(['no error', 'ENOUGH'].includes(code), `${name}, aborted, ends with ${code}`);
  }
  const lasting = new AbortController();
  for (const call of Object.values(calls)) await call(engine, lasting.signal);
  const left = getEventListeners(lasting.signal, 'abort').length;
  expectTrue(left === 0, `${left} listeners stay at a signal after the calls`);
}

async function abortFreesWatches({ open, held, bounds, within }: Trial): Promise<void> {
  const engine = await open();
  await engine.publish(mission, sampleEntry(ann));
  await engine.list(mission);
  const before = await held();
  const watches = upTo(5).map(() => startWatch(engine, mission, bounds.patienceMs));
  for (const each of watches) await each.until('synced', isSynced);
  for (const each of watches) await each.stop();
  await within('leaving the loop of a watch', leaveAtOnce(engine));
  const aborted = startWatch(engine, mission, bounds.patienceMs);
  await aborted.stop();
  await pause(bounds.quietMs);
  expectEqual('what is held after all watches ended', await held(), before);
  await engine.publish(mission, sampleEntry(bob));
  const reported = watches.flatMap(({ events }) =>
    events.filter((event) => event.kind === 'put' && event.entry.participantId === bob),
  );
  expectEqual('what ended watches report', reported, []);
}

async function leaveAtOnce(engine: RosterEngine): Promise<void> {
  for await (const _ of engine.watch(mission)) return;
}

async function closedSaysSo({ open, bounds, within }: Trial): Promise<void> {
  const [engine, other] = [await open(), await open()];
  await engine.publish(mission, sampleEntry(ann));
  const held = await granted(engine, { holder: ann, expecting: 'absent' });
  const watch = startWatch(engine, mission, bounds.patienceMs);
  await watch.until('synced', isSynced);
  await within('close', engine.close());
  await within('a second close', engine.close());
  const late = startWatch(engine, mission, bounds.patienceMs);
  for (const each of [watch, late]) {
    const how = within('ending a watch by close', each.ended);
    await expectCode('a watch of a closed client', how.then(thrown), 'ERR_ROSTER_CLOSED');
  }
  for (const [name, call] of Object.entries(calls)) {
    const closed = within(name, call(engine, new AbortController().signal));
    await expectCode(`${name} of a closed client`, closed, 'ERR_ROSTER_CLOSED');
  }
  expectEqual(
    'the entry, as another sees it',
    (await entryOf(other, ann))?.entry,
    sampleEntry(ann),
  );
  const renewed = await claim(other, { holder: ann, expecting: held.version });
  expectEqual('a claim of another client', renewed.status, 'granted');
}

function thrown(error: unknown): void {
  if (error !== undefined) throw error;
}
