import { expect, test } from 'vitest';
import { playedTrial } from './trial/played-trial.ts';
import { runTrial } from './trial/run-trial.ts';

test.each([17, 18, 19, 20, 21, 22])('seed %s', async (seed) => {
  const place = await playedTrial();
  const tally = await runTrial(place, { seed, steps: 100, atOnce: false });
  console.log(tally);
  expect(tally).toBeDefined();
});
