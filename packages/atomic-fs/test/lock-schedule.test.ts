import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withLock } from '../src/index.ts';
import { scratch } from './real/scratch.ts';

type Guard = (increment: () => Promise<void>) => Promise<void>;

/**
 * Runs increments of one value side by side, each a read and a write that fast-check may delay as
 * it likes. True when no increment is lost.
 */
async function losesNone(scheduler: fc.Scheduler, guard: Guard): Promise<boolean> {
  let value = 0;
  const read = scheduler.scheduleFunction(async () => value);
  const write = scheduler.scheduleFunction(async (next: number) => {
    value = next;
  });
  const increments = Array.from({ length: 4 }, () => guard(async () => write((await read()) + 1)));
  await scheduler.waitFor(Promise.all(increments));
  return value === increments.length;
}

test('no schedule loses an update that is made under the lock', async () => {
  const path = join(scratch(), 'lock');
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), (scheduler) =>
      losesNone(scheduler, (increment) => withLock(path, {}, increment)),
    ),
    { numRuns: 150 },
  );
});

test('without the lock, a schedule is found that loses an update', async () => {
  const unguarded = fc.asyncProperty(fc.scheduler(), (scheduler) =>
    losesNone(scheduler, (increment) => increment()),
  );
  expect((await fc.check(unguarded, { numRuns: 150 })).failed).toBe(true);
});
