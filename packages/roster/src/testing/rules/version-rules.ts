import { claim, focus, granted, holderOf, mission, recordOf, released } from '../suite/calls.ts';
import { expectEqual } from '../suite/expectations.ts';
import { type Rule, rule, type Trial } from '../suite/rule.ts';
import { ann, bob, sampleEntry } from '../suite/sample-entry.ts';

export const versionRules: readonly Rule[] = [
  rule(
    'stale-release',
    'a release with another version than the current one changes nothing, and shows the record',
    staleRelease,
  ),
  rule(
    'ousted-cannot-renew',
    'whoever lost a claim cannot renew it by what they knew before',
    oustedCannotRenew,
  ),
  rule(
    'renewal-counts',
    'a renewal gives the record another version, so that a takeover decided before it is refused',
    renewalCounts,
  ),
  rule(
    'released-stays-released',
    'a claim that was released stays free, whatever its former holder renews or publishes',
    releasedStaysReleased,
  ),
];

async function staleRelease({ open }: Trial): Promise<void> {
  const [engine, other] = [await open(), await open()];
  const none = await engine.release(mission, focus, { expecting: 'v0' });
  expectEqual('the release of what nobody has', none, { status: 'changed' });
  const first = await granted(engine, { holder: ann, expecting: 'absent' });
  const taken = await granted(other, { holder: bob, expecting: first.version });
  for (const expecting of [first.version, 'v0', '', 'absent']) {
    const outcome = await engine.release(mission, focus, { expecting });
    expectEqual('a release with another version', outcome, { status: 'changed', current: taken });
    expectEqual('the record after it', (await recordOf(other))?.version, taken.version);
  }
  const free = await released(other, taken.version);
  const twice = await other.release(mission, focus, { expecting: taken.version });
  expectEqual('a second release', twice.status, 'changed');
  expectEqual('the record after it', (await recordOf(engine))?.version, free.version);
}

async function oustedCannotRenew({ open }: Trial): Promise<void> {
  const [engine, other] = [await open(), await open()];
  const first = await granted(engine, { holder: ann, expecting: 'absent' });
  const taken = await granted(other, { holder: bob, expecting: first.version });
  await engine.publish(mission, sampleEntry(ann));
  for (const expecting of [first.version, 'absent', 'v0', '']) {
    const outcome = await claim(engine, { holder: ann, expecting });
    expectEqual('a renewal by who was ousted', outcome.status, 'held');
    expectEqual('the holder that it shows', holderOf(outcome), bob);
  }
  expectEqual('the record after it', await recordOf(other), taken);
}

async function renewalCounts({ open }: Trial): Promise<void> {
  const [engine, other] = [await open(), await open()];
  const first = await granted(engine, { holder: ann, expecting: 'absent' });
  const renewed = await granted(engine, { holder: ann, expecting: first.version });
  const late = await claim(other, { holder: bob, expecting: first.version, how: 'gone' });
  expectEqual('a takeover decided before a renewal', late, { status: 'held', current: renewed });
  expectEqual('the record after it', await recordOf(other), renewed);
}

async function releasedStaysReleased({ open }: Trial): Promise<void> {
  const [engine, other] = [await open(), await open()];
  const first = await granted(engine, { holder: ann, expecting: 'absent' });
  const free = await released(other, first.version);
  for (const expecting of [first.version, 'absent']) {
    const outcome = await claim(engine, { holder: ann, expecting });
    expectEqual('a renewal of what was released', outcome.status, 'held');
    await engine.publish(mission, sampleEntry(ann));
    expectEqual('the record after it', await recordOf(other), free);
  }
  const again = await granted(other, { holder: bob, expecting: free.version });
  const late = await engine.release(mission, focus, { expecting: first.version });
  expectEqual('a late release', late.status, 'changed');
  expectEqual('the next holder', await recordOf(engine), again);
}
