import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { SharedFiles } from './shared-files.ts';
import type { TrialPlace } from './trial-agent.ts';
import { beginRecord, type Seats, type TrialTally } from './trial-record.ts';
import { editBoth, killOne } from './trial-scenes.ts';
import { takeSeat } from './trial-seat.ts';
import { nextStep, type TrialStep } from './trial-step.ts';

/** How a trial goes. */
export interface TrialPlan {
  /** The same steps again. */
  readonly seed: number;
  /** How many steps each agent takes. */
  readonly steps: number;
  /** Whether both take their steps at the same time. */
  readonly atOnce: boolean;
}

/**
 * Has two agents act at random in one repository, and looks after each step whether something is wrong.
 *
 * @throws Error that names the seed, the last steps and what is wrong
 */
export async function runTrial(place: TrialPlace, plan: TrialPlan): Promise<TrialTally> {
  const { seed, atOnce } = plan;
  const random = seededRandom(seed);
  const files = new SharedFiles();
  const [one, two] = place.agents;
  const seats: Seats = [await takeSeat(one, 'first'), await takeSeat(two, 'second')];
  const [first, second] = seats;
  const record = await beginRecord(place, seats, seed);
  const { take, check } = record;
  const both = (name: string): Promise<void> =>
    editBoth(record, seats, { file: `src/new-${name}.ts`, atOnce, files });

  // What a trial is for happens at least once; two that act at once may miss each other by chance.
  for (const name of ['a', 'b', 'c']) await both(name);
  await killOne(record, seats);
  await check(await take(seats, { kind: 'resume' }));
  for (let round = 1; round <= plan.steps; round += 1) {
    if (place.pass !== undefined && random.below(20) === 0) {
      place.pass((1 + random.below(5)) * 3_600_000);
      files.forget();
    }
    const turns = turnsOf(seats, random);
    const killed = turns.find(({ step }) => step.kind === 'kill');
    if (killed !== undefined) await killOne(record, killed.seats);
    else if (random.below(6) === 0 && first.isRunning && second.isRunning) await both(`${round}`);
    else if (atOnce) {
      await check(...(await Promise.all(turns.map((turn) => take(turn.seats, turn.step)))));
    } else {
      for (const turn of turns) {
        const taken = await take(turn.seats, turn.step);
        await check(taken);
        for (const wrong of files.wrongIn(taken)) record.fail(wrong);
      }
    }
  }
  return record.tally();
}

/** What each does next. */
function turnsOf(
  [first, second]: Seats,
  random: SeededRandom,
): readonly { readonly seats: Seats; readonly step: TrialStep }[] {
  const orders: readonly Seats[] = [
    [first, second],
    [second, first],
  ];
  return orders.map((seats) => {
    const [{ isRunning }, { alias }] = seats;
    return { seats, step: nextStep(random, { isRunning, other: alias }) };
  });
}
