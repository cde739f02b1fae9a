import type { EngineClaimOutcome } from '../../engine/engine-claim.ts';
import type { RosterEngine } from '../../engine/roster-engine.ts';
import { core, granted, mission, recordOf, released, upTo } from '../suite/calls.ts';
import { expectEqual, expectTrue } from '../suite/expectations.ts';
import { type Rule, rule, type Trial } from '../suite/rule.ts';
import { ann, bob, cy, sampleEntry, sampleTime } from '../suite/sample-entry.ts';

export const claimRules: readonly Rule[] = [
  rule(
    'one-winner',
    'of several who claim one focus at the same time exactly one is granted, and the others see who',
    oneWinner,
  ),
  rule(
    'terms-increase',
    'each new holder of a focus has a higher term than every one before, releases and losses included',
    termsIncrease,
  ),
];

/** First for a focus that nobody ever had, then from the winner of that: all see the same version. */
async function oneWinner({ open, bounds }: Trial): Promise<void> {
  const engines = await Promise.all(upTo(bounds.claimants).map(() => open()));
  for (const round of upTo(bounds.rounds)) {
    const focus = `wp:${round}`;
    const first = await oneOf(engines, focus, 'absent');
    expectEqual('the first term', first.term, 1);
    const second = await oneOf(engines, focus, first.version);
    expectEqual('the second term', second.term, first.holder === second.holder ? 1 : 2);
  }
}

async function oneOf(
  engines: readonly RosterEngine[],
  focus: string,
  expecting: string,
): Promise<{ readonly holder: string; readonly term: number; readonly version: string }> {
  const outcomes = await Promise.all(
    engines.map((engine, index) =>
      engine.claim(mission, focus, { holder: `${ann}-${index}`, expecting, now: sampleTime }),
    ),
  );
  const winners = outcomes.flatMap((each) => (each.status === 'granted' ? [each] : []));
  const [winner] = winners;
  expectTrue(
    winners.length === 1,
    `of ${engines.length} claims at one time, ${winners.length} are granted`,
  );
  if (winner === undefined) throw new TypeError('unreachable');
  const { holder = '', term } = winner.claim;
  expectEqual('what is recorded', await seenOf(engines, focus), [holder, winner.version]);
  for (const outcome of outcomes) expectLoserSees(outcome, holder);
  return { holder, term, version: winner.version };
}

function expectLoserSees(outcome: EngineClaimOutcome, holder: string): void {
  if (outcome.status === 'held')
    expectEqual('the holder that a loser sees', outcome.current?.claim.holder, holder);
}

async function seenOf(
  engines: readonly RosterEngine[],
  focus: string,
): Promise<readonly (string | undefined)[]> {
  const listing = await engines.at(-1)?.list(mission);
  const record = listing?.claims.find(({ claim }) => claim.focus === focus);
  return [record?.claim.holder, record?.version];
}

async function termsIncrease({ open }: Trial): Promise<void> {
  const [engine, other] = [await open(), await open()];
  const first = await granted(engine, { holder: ann, expecting: 'absent' });
  const renewed = await granted(engine, { holder: ann, expecting: first.version });
  expectEqual('the term after renewing', renewed.claim.term, 1);
  const taken = await granted(other, { holder: bob, expecting: renewed.version, how: 'gone' });
  expectEqual('the term after a takeover', taken.claim.term, 2);
  expectEqual('the former holder', taken.claim.former, { holder: ann, term: 1, how: 'gone' });
  const free = await released(other, taken.version);
  expectEqual('the record after a release', core(free.claim), {
    ...core(taken.claim),
    holder: undefined,
  });
  await engine.publish(mission, sampleEntry(cy));
  await engine.withdraw(mission, cy);
  const late = await open();
  expectEqual('the record that is left', await recordOf(late), free);
  const again = await granted(late, { holder: bob, expecting: free.version });
  expectEqual('the term after a release', again.claim.term, 3);
  const above = await granted(late, { holder: cy, expecting: again.version, above: 41 });
  expectEqual('the term above 41', above.claim.term, 42);
  const own = await granted(late, { holder: cy, expecting: above.version, above: 42 });
  expectEqual('the term of the same holder, who saw 42', own.claim.term, 42);
  const higher = await granted(late, { holder: cy, expecting: own.version, above: 50 });
  expectEqual('the term of the same holder, who saw 50', higher.claim.term, 51);
}
