import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { setDrive, setFocus, share, take, type WorkOutcome } from '../src/index.ts';
import { away, focus, missionId, type SharedHome, type Team, team } from './shared-homes.ts';

const kinds = [
  'claims',
  'goes on',
  'stops',
  'takes',
  'ends',
  'loses the engine',
  'has it back',
] as const;

/** Something that happens; the number says to which home. */
type Happening =
  | {
      readonly kind: (typeof kinds)[number];
      readonly home: number;
    }
  | { readonly kind: 'a mirror deletes' };

/** What the participant of a home was last shown of the focus. */
interface Shown {
  /** Whether it drives. */
  readonly drives: boolean;
  /** Whether it was shown that it has the claim, with nobody beside it, and that others know. */
  readonly isAlone: boolean;
  /** In which term. */
  readonly term: number;
  /** From whom it went over: that one learns it with its next command. */
  readonly from: string | undefined;
}

const nothing: Shown = { drives: false, isAlone: false, term: 0, from: undefined };

function shownBy({ session, claim, holder, rivals, warnings }: WorkOutcome): Shown {
  const drives = session.driveIntent === 'active' && session.focus === focus;
  const isShared = !warnings.some(({ code }) => code === 'NOT_SHARED');
  const isAlone =
    drives && isShared && claim?.focus === focus && holder === undefined && rivals.length === 0;
  return { drives, isAlone, term: claim?.term ?? 0, from: claim?.former?.holder };
}

const homes = 3;
const some = fc.nat({ max: homes - 1 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constantFrom(...kinds),
      home: some,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'a mirror deletes' } as const) },
);

/** What is known of a run. */
interface Run {
  readonly of: Team;
  readonly shown: Shown[];
  /** Whether a mirror has deleted records, which those who had never seen them cannot know of. */
  isMirrored: boolean;
}

async function happens(run: Run, what: Happening): Promise<void> {
  const { of } = run;
  // Longer than an engine that failed is left alone.
  of.pass(31_000);
  if (what.kind === 'a mirror deletes') {
    of.mirrorDeletes();
    run.isMirrored = true;
    isOver(run, () => true);
    return;
  }
  const home = homeAt(run, what.home);
  if (what.kind === 'loses the engine') home.fails(away);
  else if (what.kind === 'has it back') home.fails(undefined);
  else if (what.kind === 'ends') {
    home.present((was) => ({ ...(was ?? nowhere), ended: '2026-03-01T12:00:00.000000Z' }));
    await share(home, missionId);
    // Its home has said so: from now on it may be taken, and it learns that with its next command.
    isOver(run, (at) => at === what.home);
  } else {
    const outcome = await done(home, what.kind);
    isShown(run, what.home, shownBy(outcome));
  }
}

const nowhere = { anchors: [], anchored: false, place: undefined, touching: [] };

function isShown(run: Run, home: number, now: Shown): void {
  run.shown[home] = now;
  if (now.isAlone) isOver(run, (at) => run.of.homes[at]?.id() === now.from);
  // Its holder has written the record again, above the term of whoever had begun anew.
  const isRewritten = run.isMirrored && now.isAlone;
  if (isRewritten) isOver(run, (at) => at !== home && Number(run.shown[at]?.term) < now.term);
}

/** What some were shown is over, as far as anybody can know. */
function isOver({ shown }: Run, isIt: (home: number) => boolean): void {
  shown.forEach((each, at) => {
    if (isIt(at)) shown[at] = { ...each, isAlone: false };
  });
}

async function done(home: SharedHome, kind: string): Promise<WorkOutcome> {
  if (kind === 'claims') return await setDrive(home, home.me, 'active');
  if (kind === 'goes on') return await setFocus(home, home.me, focus);
  if (kind === 'stops') return await setDrive(home, home.me, 'inactive');
  return await take(home, home.me, 'it is mine');
}

function homeAt({ of }: Run, at: number): SharedHome {
  const home = of.homes[at];
  if (home === undefined) throw new Error('there is no such home');
  return home;
}

/** Of those who were shown that they alone hold it, there is one at most. */
function expectOneAlone({ shown }: Run): void {
  expect(shown.filter(({ isAlone }) => isAlone).length).toBeLessThanOrEqual(1);
}

test('in every order of events nobody is shown that they alone hold what another does, and all know once the engine is back', async () => {
  const orders = fc.array(happening, { minLength: 4, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const run: Run = { of: team(homes), shown: Array(homes).fill(nothing), isMirrored: false };
      for (const home of run.of.homes) await setFocus(home, home.me, focus);
      for (const what of order) {
        await happens(run, what);
        expectOneAlone(run);
      }
      await expectAllKnow(run);
    }),
    { numRuns: times(12, 400) },
  );
});

/**
 * The engine is back: with one command of each home at most one is shown that it alone holds the claim. What the
 * later ones had to say, such as that they have stopped, the earlier ones see with their next command.
 */
async function expectAllKnow(run: Run): Promise<void> {
  for (const home of run.of.homes) home.fails(undefined);
  run.of.pass(31_000);
  const driving = run.shown.map(({ drives }) => drives);
  let outcomes: WorkOutcome[] = [];
  for (const _ of ['what they owe', 'what the others owed']) {
    outcomes = [];
    for (const [at, home] of run.of.homes.entries()) {
      const outcome = await setFocus(home, home.me, focus);
      outcomes.push(outcome);
      isShown(run, at, shownBy(outcome));
    }
    expectOneAlone(run);
  }
  expect(outcomes.flatMap(({ warnings }) => warnings)).toEqual([]);
  const now = outcomes.map(shownBy);
  expect(now.map(({ drives }) => drives)).toEqual(driving);
  const claim = run.of.claim();
  expect(now.filter(({ isAlone }) => isAlone)).toHaveLength(driving.includes(true) ? 1 : 0);
  for (const outcome of outcomes.filter(({ session }) => session.driveIntent === 'active')) {
    const isHolder = outcome.session.participantId === claim?.holder;
    const by = outcome.holder?.participantId;
    expect([outcome.claim?.term, by]).toEqual(
      isHolder ? [claim?.term, undefined] : [undefined, claim?.holder],
    );
  }
}
