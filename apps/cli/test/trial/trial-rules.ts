import type { TrialLook } from './trial-agent.ts';
import type { Given, TrialSeat } from './trial-seat.ts';
import type { TrialStep } from './trial-step.ts';

/** One step of one agent, and what it was given. */
export interface Taken {
  readonly seat: TrialSeat;
  readonly other: TrialSeat;
  readonly step: TrialStep;
  readonly given: Given;
}

type Looked = TrialLook['participants'][number];

/** Somebody in the mission, by alias. */
export function lookedAt({ participants }: TrialLook, alias: string): Looked | undefined {
  return participants.find((each) => each.alias === alias);
}

/** Whether one drives a focus who may be alive. */
export function drivesAt({ focus, drive_intent, verdict }: Looked, at: string): boolean {
  return focus === at && drive_intent === 'active' && verdict !== 'gone';
}

/** The focuses that more than one drives who may be alive. */
export function pairsIn({ participants }: TrialLook): readonly string[] {
  const focuses = new Set(participants.flatMap(({ focus }) => focus ?? []));
  return [...focuses].filter(
    (focus) => participants.filter((each) => drivesAt(each, focus)).length > 1,
  );
}

/** That two begin to drive one focus, or that one of two goes on by a command, is said to somebody then. */
export function unsaidCollisions(
  before: TrialLook,
  now: TrialLook,
  taken: readonly Taken[],
): readonly string[] {
  const known = pairsIn(before);
  return pairsIn(now).flatMap((focus) => {
    const isNew = !known.includes(focus);
    const concerned = isNew
      ? taken
      : taken.filter(({ seat, given }) => {
          const [was, is] = [before, now].map((look) => lookedAt(look, seat.alias));
          const goesOn =
            was !== undefined && is !== undefined && drivesAt(was, focus) && drivesAt(is, focus);
          return given.answer !== undefined && goesOn;
        });
    if (concerned.length === 0 && !isNew) return [];
    return concerned.some(({ given }) => saysCollision(given, focus))
      ? []
      : [`two drive ${focus}, and nothing says so`];
  });
}

const ofCollisions: ReadonlySet<string> = new Set(['COLLISION', 'DISPLACED', 'ACCEPTED']);

function saysCollision({ text, answer }: Given, focus: string): boolean {
  if (
    text.includes(`${focus} is driven by`) ||
    text.includes(`${focus}, which you gave away, is driven by`)
  ) {
    return true;
  }
  const codes = [answer?.error_code, ...(answer?.warnings ?? []).map(({ code }) => code)];
  const { collisions = [] } = (answer?.data ?? {}) as {
    readonly collisions?: readonly { readonly kind: string }[];
  };
  return (
    codes.some((code) => code !== undefined && ofCollisions.has(code)) ||
    collisions.some(({ kind }) => kind === 'ConcurrentDriver')
  );
}

/** Each command acts as the session, and each text is short. */
export function wrongIn({ seat, given }: Taken): readonly string[] {
  const { text, answer } = given;
  const isWrongActor = answer !== undefined && answer.acting_as !== seat.alias;
  const isLong = text.length > 400;
  return [
    ...(isWrongActor ? [`a command of ${seat.alias} acted as ${answer.acting_as}`] : []),
    ...(isLong ? [`${text.length} characters were given to ${seat.alias}`] : []),
  ];
}

/** Who runs is never gone, however silent; who was killed or has ended is. */
export function wrongVerdict(look: TrialLook, seat: TrialSeat): readonly string[] {
  const found = lookedAt(look, seat.alias);
  if (found === undefined) return seat.isRunning ? [`${seat.alias} is not there`] : [];
  const isRight = seat.isRunning
    ? found.verdict === 'here' || found.verdict === 'quiet'
    : found.verdict === 'gone';
  if (isRight) return [];
  return [`${seat.alias}, ${seat.isRunning ? 'running' : 'ended'}, is ${found.verdict}`];
}
