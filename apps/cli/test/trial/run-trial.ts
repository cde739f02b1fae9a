import { seededRandom } from './seeded-random.ts';
import { SharedFiles, saysSameFile } from './shared-files.ts';
import type { TrialLook, TrialPlace } from './trial-agent.ts';
import { type Given, type TrialSeat, takeSeat } from './trial-seat.ts';
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

/** How often what a trial is for has happened: one that never saw it has shown nothing. */
export interface TrialTally {
  readonly kills: number;
  readonly collisions: number;
  readonly sharedFiles: number;
  readonly refusals: number;
}

/** One step of one agent, and what it was given. */
interface Taken {
  readonly seat: TrialSeat;
  readonly other: TrialSeat;
  readonly step: TrialStep;
  readonly given: Given;
}

/**
 * Has two agents act at random in one repository, and looks after each step whether something is wrong.
 *
 * @throws Error that names the seed, the last steps and what is wrong
 */
export async function runTrial(place: TrialPlace, plan: TrialPlan): Promise<TrialTally> {
  const random = seededRandom(plan.seed);
  const { below } = random;
  const persons = place.persons();
  const files = new SharedFiles();
  const tally = { kills: 0, collisions: 0, sharedFiles: 0, refusals: 0 };
  const steps: string[] = [];
  const [one, two] = place.agents;
  const first = await takeSeat(one, 'first');
  const second = await takeSeat(two, 'second');
  let look = await place.look();

  const fail = (wrong: string): never => {
    throw new Error(`seed ${plan.seed}: ${wrong}, after\n${steps.slice(-30).join('\n')}`);
  };
  const take = async (seat: TrialSeat, other: TrialSeat, step: TrialStep): Promise<Taken> => {
    const said = `${steps.length} ${seat.alias} ${Object.values(step).join(' ')}`;
    const at = steps.push(said) - 1;
    const given = await seat.do(step);
    const { text, answer } = given;
    steps[at] = `${said}: ${text}${answer?.error_code ?? answer?.result ?? ''}`;
    return { seat, other, step, given };
  };
  /** What holds after steps that were taken, whoever of them came first. */
  const check = async (taken: readonly Taken[]): Promise<void> => {
    const before = look;
    look = await place.look();
    const wrongs = [
      ...(place.persons().some((text, at) => text !== persons[at])
        ? ['what is the person’s has changed']
        : []),
      ...taken.flatMap((each) => wrongIn(each)),
      ...unsaidCollisions(before, look, taken),
      ...[first, second].flatMap((seat) => wrongVerdict(look, seat)),
    ];
    for (const wrong of wrongs) fail(wrong);
    tally.collisions += pairsIn(look).length > 0 ? 1 : 0;
    tally.refusals += taken.some(({ given }) => given.answer?.error_code === 'COLLISION') ? 1 : 0;
  };
  const command = (words: string): TrialStep => ({ kind: 'command', words, isLost: false });
  /** One is killed while it drives, and the other goes on there by one command. */
  const killOne = async (dead: TrialSeat, alive: TrialSeat): Promise<void> => {
    for (const words of ['focus wp:A', 'drive active']) {
      await check([await take(dead, alive, command(words))]);
    }
    const focus = lookedAt(look, dead.alias)?.claim?.focus;
    const me = lookedAt(look, alive.alias);
    await check([await take(dead, alive, { kind: 'kill' })]);
    if (!alive.isRunning || me === undefined || focus === undefined) return;
    const kept = look.claims.find((claim) => claim.focus === focus)?.reserved_for ?? null;
    const isKept = kept !== null && kept !== me.participant_id;
    const isDriven = look.participants.some(
      (each) => each.alias !== alive.alias && drivesAt(each, focus),
    );
    if (isKept || isDriven) return;
    tally.kills += 1;
    await check([await take(alive, dead, command(`focus ${focus}`))]);
    const went = await take(alive, dead, command('drive active'));
    await check([went]);
    if (went.given.answer?.result !== 'success') {
      fail(`${focus} is not free although who drove there was killed`);
    }
  };
  /** A file that neither has changed yet: whoever is later has to see the other. */
  const editBoth = async (round: number): Promise<void> => {
    const step: TrialStep = { kind: 'edit', file: `src/new-${round}.ts` };
    const edits = [() => take(first, second, step), () => take(second, first, step)];
    const both = await taking(edits);
    tally.sharedFiles += 1;
    if (!both.some(({ given }) => saysSameFile(given))) fail('neither sees that both edit a file');
    for (const { seat, other, given } of both) files.check(seat, other, { kind: 'prompt' }, given);
  };
  /** In their order, or at once. */
  const taking = async (takes: readonly (() => Promise<Taken>)[]): Promise<readonly Taken[]> => {
    if (plan.atOnce) return await Promise.all(takes.map((each) => each()));
    const taken: Taken[] = [];
    for (const each of takes) taken.push(await each());
    return taken;
  };

  // What a trial is for happens at least once.
  await editBoth(0);
  await killOne(first, second);
  await check([await take(first, second, { kind: 'resume' })]);
  for (let round = 1; round <= plan.steps; round += 1) {
    if (place.pass !== undefined && below(20) === 0) {
      place.pass((1 + below(5)) * 3_600_000);
      files.forget();
    }
    const planned = [first, second].map((seat, at) => {
      const other = at === 0 ? second : first;
      return {
        seat,
        other,
        step: nextStep(random, { ...seat, isRunning: seat.isRunning, other: other.alias }),
      };
    });
    const killing = planned.find(({ step }) => step.kind === 'kill');
    if (killing !== undefined) {
      await killOne(killing.seat, killing.other);
    } else if (below(6) === 0 && first.isRunning && second.isRunning) {
      await editBoth(round);
    } else if (plan.atOnce) {
      await check(
        await Promise.all(planned.map(({ seat, other, step }) => take(seat, other, step))),
      );
    } else {
      for (const { seat, other, step } of planned) {
        const taken = await take(seat, other, step);
        await check([taken]);
        for (const wrong of files.check(seat, other, step, taken.given)) fail(wrong);
      }
    }
  }
  return tally;
}

type Looked = TrialLook['participants'][number];

function lookedAt({ participants }: TrialLook, alias: string): Looked | undefined {
  return participants.find((each) => each.alias === alias);
}

function drivesAt({ focus, drive_intent, verdict }: Looked, at: string): boolean {
  return focus === at && drive_intent === 'active' && verdict !== 'gone';
}

/** The focuses that more than one drives who may be alive. */
function pairsIn({ participants }: TrialLook): readonly string[] {
  const focuses = new Set(participants.flatMap(({ focus }) => focus ?? []));
  return [...focuses].filter(
    (focus) => participants.filter((each) => drivesAt(each, focus)).length > 1,
  );
}

/** That two begin to drive one focus, or that one of two goes on by a command, is said to somebody then. */
function unsaidCollisions(
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
      : [`two drive ${focus}, and nobody is told`];
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
function wrongIn({ seat, given }: Taken): readonly string[] {
  const { text, answer } = given;
  const isWrongActor = answer !== undefined && answer.acting_as !== seat.alias;
  const isLong = text.length > 400;
  return [
    ...(isWrongActor ? [`a command of ${seat.alias} acted as ${answer.acting_as}`] : []),
    ...(isLong ? [`${text.length} characters were given to ${seat.alias}`] : []),
  ];
}

/** Who runs is never gone, however silent; who was killed or has ended is. */
function wrongVerdict(look: TrialLook, seat: TrialSeat): readonly string[] {
  const found = lookedAt(look, seat.alias);
  if (found === undefined) return seat.isRunning ? [`${seat.alias} is not there`] : [];
  const isRight = seat.isRunning
    ? found.verdict === 'here' || found.verdict === 'quiet'
    : found.verdict === 'gone';
  if (isRight) return [];
  return [`${seat.alias}, ${seat.isRunning ? 'running' : 'ended'}, is ${found.verdict}`];
}
