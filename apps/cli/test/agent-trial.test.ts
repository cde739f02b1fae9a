import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import { configurationIn, userHome } from './harness/start-harness.ts';
import type { TestHome } from './support/run.ts';
import { mutants } from './trial/mutants.ts';
import { playedTrial } from './trial/played-trial.ts';
import { realTrial } from './trial/real-trial.ts';
import { runTrial, type TrialPlan } from './trial/run-trial.ts';
import type { TrialTally } from './trial/trial-record.ts';

/** In `lab` each run takes other steps; the variable takes those of one that has printed its seed. */
function seedOf(usual: number): number {
  return Number(process.env['TRIAL_SEED'] ?? times(usual, Date.now() % 1_000_000));
}

function report(where: string, { seed, steps }: TrialPlan, tally: TrialTally): void {
  const { kills, collisions, sharedFiles, refusals } = tally;
  expect(Math.min(kills, sharedFiles)).toBeGreaterThan(0);
  console.log(
    `missionctl: two agents took ${steps} steps each ${where}, with seed ${seed}: ${kills} killed while they drove, ${refusals} held back, ${collisions} moments with two drivers, ${sharedFiles} files edited at once`,
  );
}

/** How many files a home has, and how many bytes are in them. */
function sizeOf(home: TestHome): { readonly files: number; readonly bytes: number } {
  const files = readdirSync(home.path, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const sizes = files.map((each) => statSync(join(each.parentPath, each.name)).size);
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Every process that has this home of a user in its environment. */
function processesOf(me: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${me}\0`)
      );
    } catch {
      return false;
    }
  });
}

describe('two agents act at random in one repository, and nothing is lost, hidden or taken for the person’s', () => {
  test('one after the other, while hours pass', { tags: ['slow'] }, async () => {
    const place = await playedTrial();
    const plan = { seed: seedOf(4), steps: times(60, 1000), atOnce: false };
    report('in turn', plan, await runTrial(place, plan));
    const { home } = place;
    await home.run('prune --yes');
    const { files, bytes } = sizeOf(home);
    const sessions = readdirSync(join(home.path, 'missions/demo/as')).length;
    expect(files).toBeLessThan(20 + 8 * sessions);
    expect(bytes).toBeLessThan(20_000 + 4000 * sessions);
  });

  // Elsewhere nothing proves that a process has ended.
  test.runIf(existsSync('/proc/self/stat'))(
    'at once, in processes of their own',
    { tags: ['slow'] },
    async () => {
      const user = await userHome();
      const plan = { seed: seedOf(1), steps: times(6, 200), atOnce: true };
      const place = await realTrial(user);
      report('in processes', plan, await runTrial(place, plan));
      for (const agent of place.agents) await agent.kill();
      await expect.poll(() => processesOf(user.me), { timeout: 10_000 }).toEqual([]);
      await user.remove();
      expect(configurationIn(user.me)).toEqual(user.configuration);
    },
  );
});

describe('a trial finds a missionctl in which', () => {
  test.each(Object.entries(mutants))('%s', async (_what, { place, says }) => {
    await expect(runTrial(await place(), { seed: 4, steps: 60, atOnce: false })).rejects.toThrow(
      says,
    );
  });
});
