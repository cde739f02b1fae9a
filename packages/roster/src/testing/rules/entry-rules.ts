import { setImmediate } from 'node:timers/promises';
import {
  claim,
  core,
  entryOf,
  mission,
  participantsOf,
  recordOf,
  released,
  upTo,
} from '../suite/calls.ts';
import { expectEqual, expectTrue } from '../suite/expectations.ts';
import { type Rule, rule, type Trial } from '../suite/rule.ts';
import { ann, bob, sampleEntry } from '../suite/sample-entry.ts';

export const entryRules: readonly Rule[] = [
  rule(
    'read-your-writes',
    'a list holds what the same client wrote last, and soon everybody sees it',
    readYourWrites,
  ),
  rule(
    'published-again-is-new',
    'an entry that is published again gets another version, equal content included',
    publishedAgainIsNew,
  ),
  rule(
    'withdraw-twice',
    'withdrawing removes one entry, and one that is not there is removed already',
    withdrawTwice,
  ),
  rule('whole-entries', 'a reader sees an entry as it was published once, never a mixture', whole),
  rule(
    'all-visible',
    'what several clients publish at the same time is all there in the end',
    allVisible,
  ),
];

async function readYourWrites({ open }: Trial): Promise<void> {
  const [engine, other] = [await open(), await open()];
  for (const number of upTo(5)) {
    const entry = sampleEntry(ann, { focus: `wp:${number}`, alias: undefined });
    await engine.publish(mission, entry);
    expectEqual('the entry that was published', (await entryOf(engine, ann))?.entry, entry);
    expectEqual('the entry, as another sees it', (await entryOf(other, ann))?.entry, entry);
  }
  const claimed = await claim(engine, { holder: ann, expecting: 'absent', note: 'mine' });
  const seen = await recordOf(engine);
  expectEqual('the claim that was granted', { status: 'granted', ...seen }, claimed);
  const free = await released(engine, seen?.version ?? '');
  expectEqual('the record that was released', await recordOf(engine), free);
  expectEqual('its holder and term', core(free.claim), { ...core(seen?.claim), holder: undefined });
  await engine.withdraw(mission, ann);
  expectEqual('the list after withdrawing', await participantsOf(engine), []);
}

async function publishedAgainIsNew({ open }: Trial): Promise<void> {
  const engine = await open();
  const versions = new Set<string | undefined>();
  for (const _ of upTo(3)) {
    await engine.publish(mission, sampleEntry(ann));
    versions.add((await entryOf(engine, ann))?.version);
  }
  expectTrue(versions.size === 3, 'an entry that was published again kept its version');
}

async function withdrawTwice({ open }: Trial): Promise<void> {
  const [engine, other] = [await open(), await open()];
  await engine.withdraw(mission, ann);
  await engine.publish(mission, sampleEntry(ann));
  await other.publish(mission, sampleEntry(bob));
  await engine.withdraw(mission, ann);
  await engine.withdraw(mission, ann);
  await other.withdraw(mission, ann);
  expectEqual('the list after withdrawing twice', await participantsOf(engine), [bob]);
}

/** Every member says the same number; a reader that finds two of them saw a mixture. */
async function whole({ open, bounds }: Trial): Promise<void> {
  const [writer, reader] = [await open(), await open()];
  const entry = (number: number): ReturnType<typeof sampleEntry> =>
    sampleEntry(ann, {
      alias: `a${number}`,
      focus: `wp:${number}`,
      place: {
        repository: `r${number}`,
        worktree: `w${number}`,
        branch: `b${number}`.padEnd(2000, '-'),
      },
    });
  await writer.publish(mission, entry(0));
  const state = { isWriting: true };
  const write = async (): Promise<void> => {
    try {
      for (const number of upTo(bounds.publishes * 2)) await writer.publish(mission, entry(number));
    } finally {
      state.isWriting = false;
    }
  };
  const read = async (): Promise<void> => {
    while (state.isWriting) {
      const found = (await entryOf(reader, ann))?.entry;
      expectTrue(found !== undefined, 'an entry was missing while it was published again');
      expectEqual('an entry', found, entry(Number(found?.alias?.slice(1))));
      // An engine that answers at once must not keep timers from being heard.
      await setImmediate();
    }
  };
  await Promise.all([write(), read()]);
}

async function allVisible({ open, bounds }: Trial): Promise<void> {
  const writers = await Promise.all(upTo(bounds.writers).map(() => open()));
  const idOf = (writer: number, number: number): string => `${ann}-${writer}-${number}`;
  const work = writers.map(async (engine, writer) => {
    for (const number of upTo(bounds.publishes))
      await engine.publish(mission, sampleEntry(idOf(writer, number)));
  });
  await Promise.all(work);
  const expected = writers.flatMap((_, writer) =>
    upTo(bounds.publishes).map((number) => idOf(writer, number)),
  );
  const reader = await open();
  expectEqual('the list', await participantsOf(reader), expected.toSorted());
}
