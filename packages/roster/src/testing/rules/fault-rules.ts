import { setTimeout as pause } from 'node:timers/promises';
import type { VersionedClaim } from '../../engine/engine-claim.ts';
import type { RosterEngine } from '../../engine/roster-engine.ts';
import {
  claim,
  core,
  entryOf,
  focus,
  mission,
  participantsOf,
  recordOf,
  released,
} from '../suite/calls.ts';
import { type ClientWork, clientSteps } from '../suite/client-steps.ts';
import { codeOf, expectCode, expectEqual, expectTrue } from '../suite/expectations.ts';
import { stateOf } from '../suite/reported-state.ts';
import { type Rule, rule, type Trial } from '../suite/rule.ts';
import { RuleBrokenError } from '../suite/rule-broken-error.ts';
import { ann, bob, cy, sampleEntry } from '../suite/sample-entry.ts';
import { isSynced, startWatch } from '../suite/watched.ts';

export const faultRules: readonly Rule[] = [
  rule(
    'outage-heals',
    'calls during an outage say so in their time; afterwards the same client and the same watch go on',
    outageHeals,
    ['outage'],
  ),
  rule(
    'killed-client-leaves-whole',
    'a client that is killed at any step leaves a claim that is held or free and can be taken, never half of one',
    killedClient,
    ['killClient'],
  ),
  rule('read-only-is-denied', 'a client that may not write says so, and reads', readOnly, [
    'openReadOnly',
  ]),
];

const retryMs = 30;

async function outageHeals({ open, outage, bounds, within }: Trial): Promise<void> {
  const [engine, idle] = [await open(), await open()];
  await engine.publish(mission, sampleEntry(ann));
  const watch = startWatch(idle, mission, bounds.patienceMs);
  await watch.until('synced', isSynced);
  const limit = { timeoutMs: bounds.outageMs };
  await outage(async () => {
    const list = within('a list during an outage', engine.list(mission, limit));
    await expectCode('a list during an outage', list, 'ERR_ROSTER_UNAVAILABLE');
    const publish = engine.publish(mission, sampleEntry(bob), limit);
    const code = await codeOf(within('publishing during an outage', publish));
    const isSaid = ['ERR_ROSTER_UNAVAILABLE', 'ERR_ROSTER_INDETERMINATE'].includes(code);
    expectTrue(isSaid, `publishing during an outage ends with ${code}`);
    const stop = new AbortController();
    const aborted = codeOf(engine.list(mission, { signal: stop.signal }));
    stop.abort();
    const how = await within('a list that is aborted during an outage', aborted);
    expectTrue(how !== 'no error', 'a list during an outage is answered');
  });
  await eventually(bounds.patienceMs, 'publishing after an outage', () =>
    engine.publish(mission, sampleEntry(cy)),
  );
  expectTrue((await participantsOf(engine)).includes(ann), 'an entry is lost after an outage');
  expectEqual('what was published after it', (await entryOf(idle, cy))?.entry, sampleEntry(cy));
  await watch.until('what was published after an outage', (events) =>
    stateOf(events).entries.has(cy),
  );
  await watch.stop();
}

/** Repeats what may still be unavailable for a moment. */
async function eventually(ms: number, what: string, work: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + ms;
  for (;;) {
    const code = await codeOf(work());
    if (code === 'no error') return;
    if (performance.now() > deadline) throw new RuleBrokenError(`${what} still ends with ${code}`);
    await pause(retryMs);
  }
}

const work: ClientWork = { missionId: mission, participantId: ann, focus };

async function killedClient({ open, killClient, bounds, within }: Trial): Promise<void> {
  const witness = await open();
  const state = { term: 0 };
  const steps = await stepsOf(await open());
  state.term = (await recordOf(witness))?.claim.term ?? 0;
  for (let step = 0; step <= steps; step += 1) {
    for (const afterMs of bounds.killsAfterMs) {
      await within('killing a client', killClient(work, { step, afterMs }));
      const when = `after a client was killed at step ${step}`;
      const left = await recordOf(witness);
      expectTrue(isWhole(left, state.term), `${when} the record is ${JSON.stringify(left)}`);
      const entry = (await entryOf(witness, ann))?.entry;
      expectEqual(`the entry ${when}`, entry, entry === undefined ? undefined : sampleEntry(ann));
      expectEqual(`what is damaged ${when}`, (await witness.list(mission)).damaged, []);
      const taken = await within(`taking the claim ${when}`, take(witness, bounds.patienceMs));
      expectTrue(taken.claim.term > (left?.claim.term ?? 0), `${when} the term does not go up`);
      state.term = taken.claim.term;
      await within(`releasing ${when}`, released(witness, taken.version));
      await within(`withdrawing ${when}`, witness.withdraw(mission, ann));
    }
  }
}

async function stepsOf(engine: RosterEngine): Promise<number> {
  let count = 0;
  for await (const _ of clientSteps(engine, work)) count += 1;
  return count;
}

/** Free or the killed one's, under a term that is not lower than before. */
function isWhole(found: VersionedClaim | undefined, term: number): boolean {
  if (found === undefined) return false;
  const { holder, term: now } = found.claim;
  const isKnown = holder === undefined || holder === ann;
  return isKnown && core(found.claim)?.focus === focus && Number.isInteger(now) && now >= term;
}

/** What the killed client had sent may still arrive: then the version that was read is an old one. */
async function take(engine: RosterEngine, patienceMs: number): Promise<VersionedClaim> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const expecting = (await recordOf(engine))?.version ?? 'absent';
    const outcome = await claim(engine, { holder: bob, expecting, how: 'gone' });
    if (outcome.status === 'granted') return outcome;
    if (performance.now() > deadline) throw new RuleBrokenError('the claim cannot be taken');
    await pause(retryMs);
  }
}

async function readOnly({ open, openReadOnly }: Trial): Promise<void> {
  const [engine, reader] = [await open(), await openReadOnly()];
  await engine.publish(mission, sampleEntry(ann));
  expectEqual('whether a reader may write', reader.capabilities.write, false);
  expectEqual('whether others may', engine.capabilities.write, true);
  const denied = 'ERR_ROSTER_DENIED';
  await expectCode('publishing by a reader', reader.publish(mission, sampleEntry(bob)), denied);
  await expectCode('withdrawing by a reader', reader.withdraw(mission, ann), denied);
  await expectCode(
    'a claim by a reader',
    claim(reader, { holder: bob, expecting: 'absent' }),
    denied,
  );
  await expectCode(
    'a release by a reader',
    reader.release(mission, focus, { expecting: 'v0' }),
    denied,
  );
  expectEqual('who is there', await participantsOf(reader), [ann]);
  expectEqual('what is claimed', (await engine.list(mission)).claims, []);
}
