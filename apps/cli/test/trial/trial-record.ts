import type { TrialLook, TrialPlace } from './trial-agent.ts';
import { pairsIn, type Taken, unsaidCollisions, wrongIn, wrongVerdict } from './trial-rules.ts';
import type { TrialSeat } from './trial-seat.ts';
import type { TrialStep } from './trial-step.ts';

/** Both agents; who acts comes first. */
export type Seats = readonly [TrialSeat, TrialSeat];

/** How often what a trial is for has happened: one that never saw it has shown nothing. */
export interface TrialTally {
  readonly kills: number;
  readonly collisions: number;
  readonly sharedFiles: number;
  readonly refusals: number;
}

/** What happens in a trial. */
export interface TrialRecord {
  /** The mission after the last check. */
  readonly look: () => TrialLook;
  readonly take: (seats: Seats, step: TrialStep) => Promise<Taken>;
  /** Looks whether something is wrong after these steps, whoever of them came first. */
  readonly check: (...taken: readonly Taken[]) => Promise<void>;
  /** @throws Error with the last steps, and how to take them again */
  readonly fail: (wrong: string) => never;
  readonly count: (what: keyof TrialTally) => void;
  readonly tally: () => TrialTally;
}

/** Begins a record, for two agents whose sessions have begun. */
export async function beginRecord(
  place: TrialPlace,
  seats: Seats,
  seed: number,
): Promise<TrialRecord> {
  const persons = place.persons();
  const tally = { kills: 0, collisions: 0, sharedFiles: 0, refusals: 0 };
  const steps: string[] = [];
  let look = await place.look();
  const count = (what: keyof TrialTally): void => {
    tally[what] += 1;
  };
  const fail = (wrong: string): never => {
    throw new Error(`TRIAL_SEED=${seed}: ${wrong}, after\n${steps.slice(-30).join('\n')}`);
  };
  return {
    look: () => look,
    take: async ([seat, other], step) => {
      const said = `${steps.length} ${seat.alias} ${Object.values(step).join(' ')}`;
      const at = steps.push(said) - 1;
      const given = await seat.do(step);
      const { text, answer } = given;
      steps[at] = `${said}: ${text}${answer?.error_code ?? answer?.result ?? ''}`;
      return { seat, other, step, given };
    },
    check: async (...taken) => {
      const before = look;
      look = await place.look();
      const isPersons = place.persons().every((text, at) => text === persons[at]);
      const wrongs = [
        ...(isPersons ? [] : ['what is the person’s has changed']),
        ...taken.flatMap(wrongIn),
        ...unsaidCollisions(before, look, taken),
        ...seats.flatMap((seat) => wrongVerdict(look, seat)),
      ];
      for (const wrong of wrongs) fail(wrong);
      if (pairsIn(look).length > 0) count('collisions');
      if (taken.some(({ given }) => given.answer?.error_code === 'COLLISION')) count('refusals');
    },
    fail,
    count,
    tally: () => tally,
  };
}
