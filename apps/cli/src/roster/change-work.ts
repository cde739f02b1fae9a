import type { Holder, OnCollision, WorkOutcome } from '@missionctl/actions';
import { unknownWord } from '../argv/unknown-word.ts';
import type { Invocation } from '../session/invocation.ts';
import { isInteractive } from '../session/is-interactive.ts';
import { askOnCollision } from './ask-on-collision.ts';
import { collisionError } from './collision-error.ts';
import { onCollisions } from './on-collision-flag.ts';

/** A change that may be held back. */
export interface WorkChange {
  readonly change: (onCollision: OnCollision) => Promise<WorkOutcome>;
  /** Makes the same change, and takes the claim from its holder. */
  readonly take: (reason: string, seen: Holder) => Promise<WorkOutcome>;
}

/**
 * Changes focus or drive intent. Where another drives there, what `--on-collision` says is done; without it
 * a person on a terminal is asked, with nothing written meanwhile, and others hold back.
 *
 * @throws CliError `COLLISION`, and what the change throws
 */
export async function changeWork(
  invocation: Invocation,
  given: OnCollision | undefined,
  { change, take }: WorkChange,
): Promise<WorkOutcome> {
  const asks = given === undefined && invocation.who.alias === null && isInteractive(invocation);
  const first = await change(given ?? (asks ? 'defer' : 'hold'));
  if (!asks || first.status !== 'held' || first.holder === undefined) {
    return notHeld(invocation, first);
  }
  const { holder } = first;
  const answer = askOnCollision(invocation, holder, first.address.missionId);
  return notHeld(
    invocation,
    await (answer.kind === 'take' ? take(answer.reason, holder) : change(answer.kind)),
  );
}

/** The outcome of a change that was made. @throws CliError `COLLISION` for one that was held back */
export function notHeld({ home }: Pick<Invocation, 'home'>, outcome: WorkOutcome): WorkOutcome {
  const { status, holder } = outcome;
  if (status !== 'held' || holder === undefined) return outcome;
  throw collisionError({ ...outcome, holder }, whatBecame(outcome, holder), home.clock());
}

function whatBecame({ session, former }: WorkOutcome, holder: Holder): string {
  const { focus, driveIntent } = session;
  if (focus !== former.focus || driveIntent !== former.driveIntent) {
    return `the focus is ${focus ?? 'none'} now, and you do not drive it`;
  }
  const drivesElsewhere = driveIntent === 'active' && focus !== holder.focus;
  return drivesElsewhere ? `you go on driving ${focus ?? 'nothing'}` : 'nothing was changed';
}

/** The value of `--on-collision`. @throws CliError `USAGE` */
export function onCollisionFrom(
  given: string | undefined,
  command: 'focus' | 'drive',
): OnCollision | undefined {
  const found = onCollisions.find((each) => each === given);
  if (found !== undefined || given === undefined) return found;
  throw unknownWord({
    message: `--on-collision is continue, hold or defer, not '${given}'`,
    given,
    known: onCollisions,
    hint: `missionctl ${command} --help`,
  });
}
