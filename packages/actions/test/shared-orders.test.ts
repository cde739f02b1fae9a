import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { test } from 'vitest';
import {
  acts,
  begin,
  expectAllKnow,
  happens,
  recordsHaveVanished,
} from './proof/shared-machine.ts';
import { away, team } from './shared-homes.ts';

const homes = 3;
const some = fc.nat({ max: homes - 1 });

/** Something that happens; the number says to which home. */
const happening = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constantFrom(...acts, 'loses the engine', 'has it back'),
      at: some,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('a mirror deletes'), at: some }) },
);

test('in every order of events nobody is shown that they alone hold what another does, and all know once the engine is back', {
  tags: ['slow'],
}, async () => {
  const orders = fc.array(happening, { minLength: 4, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const sharers = team(homes);
      const run = await begin(sharers);
      for (const { kind, at } of order) {
        if (kind === 'loses the engine') sharers.homes[at]?.fails(away);
        else if (kind === 'has it back') sharers.homes[at]?.fails(undefined);
        else if (kind !== 'a mirror deletes') await happens(run, kind, at);
        else {
          sharers.mirrorDeletes();
          recordsHaveVanished(run);
        }
      }
      for (const home of sharers.homes) home.fails(undefined);
      await expectAllKnow(run);
    }),
    { numRuns: times(12, 400) },
  );
});
