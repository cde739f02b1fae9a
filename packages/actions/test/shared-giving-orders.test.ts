import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { give, setDrive, setFocus, share, type WorkOutcome } from '../src/index.ts';
import { away, focus, missionId, type SharedHome, type Team, team } from './shared-homes.ts';

const homes = 3;
const kinds = [
  'gives',
  'claims',
  'goes on',
  'stops',
  'ends',
  'loses the engine',
  'has it back',
] as const;

/** Something that happens in a home; `to` says to whom something is given. */
const happening = fc.record({
  kind: fc.constantFrom(...kinds),
  at: fc.nat({ max: homes - 1 }),
  to: fc.integer({ min: 1, max: homes - 1 }),
});

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** What is known of a run. */
interface Run {
  readonly of: Team;
  /** Who gave the focus, as everybody can see, and to whom; undefined where that is over. */
  kept: { readonly by: number; readonly to: number } | undefined;
}

const nowhere = { anchors: [], anchored: false, place: undefined, touching: [] };

function homeAt({ of }: Run, at: number): SharedHome {
  const home = of.homes[at];
  if (home === undefined) throw new Error('there is no such home');
  return home;
}

const isShared = ({ warnings }: Pick<WorkOutcome, 'warnings'>): boolean =>
  !warnings.some(({ code }) => code === 'NOT_SHARED');

async function happens(run: Run, { kind, at, to }: Happening): Promise<void> {
  run.of.pass(31_000);
  const home = homeAt(run, at);
  const receiver = (at + to) % homes;
  if (kind === 'loses the engine') home.fails(away);
  else if (kind === 'has it back') home.fails(undefined);
  else if (kind === 'gives') await gives(run, at, receiver);
  else if (kind === 'ends') {
    home.present((was) => ({ ...(was ?? nowhere), ended: '2026-03-01T12:00:00.000000Z' }));
    await share(home, missionId);
    // Nothing is kept for one who is gone; and who gave may have anything taken then.
    run.kept = undefined;
  } else if (kind === 'stops') await setDrive(home, home.me, 'inactive');
  else {
    const acts =
      kind === 'claims' ? setDrive(home, home.me, 'active') : setFocus(home, home.me, focus);
    done(run, { kind, at }, await acts);
  }
}

async function gives(run: Run, at: number, to: number): Promise<void> {
  const home = homeAt(run, at);
  try {
    const outcome = await give(home, home.me, homeAt(run, to).id());
    if (outcome.status !== 'given') return;
    expect(outcome.receiverElsewhere?.participantId).toBe(homeAt(run, to).id());
    run.kept = isShared(outcome) ? { by: at, to } : undefined;
  } catch (error) {
    // It does not drive, or has never seen the other one.
    expect(['ERR_NOT_DRIVING', 'ERR_RECEIVER']).toContain((error as { code?: unknown }).code);
  }
}

function done(run: Run, { kind, at }: Pick<Happening, 'kind' | 'at'>, outcome: WorkOutcome): void {
  const { kept } = run;
  const { session, claim, holder, rivals } = outcome;
  const drives = session.driveIntent === 'active' && session.focus === focus;
  const isAlone = drives && isShared(outcome) && claim?.focus === focus && holder === undefined;
  if (kept !== undefined && at !== kept.by && at !== kept.to) {
    expect(isAlone && rivals.length === 0, `home ${at} has what is kept for ${kept.to}`).toBe(
      false,
    );
  }
  const isAnswered = at === kept?.to ? isAlone : at === kept?.by && kind === 'claims';
  if (isAnswered) run.kept = undefined;
}

test('in every order of events what is given to another home is had by nobody else, and whoever gave it learns that it was accepted', {
  tags: ['slow'],
}, async () => {
  const orders = fc.array(happening, { minLength: 4, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const run: Run = { of: team(homes), kept: undefined };
      for (const home of run.of.homes) await setFocus(home, home.me, focus);
      await setDrive(homeAt(run, 0), homeAt(run, 0).me, 'active');
      for (const what of order) await happens(run, what);
      await expectAllKnow(run);
    }),
    { numRuns: times(12, 400) },
  );
});

/** The engine is back: after two commands of each home everybody goes by the record there. */
async function expectAllKnow(run: Run): Promise<void> {
  for (const home of run.of.homes) home.fails(undefined);
  run.of.pass(31_000);
  let outcomes: WorkOutcome[] = [];
  for (const _ of ['what they owe', 'what the others owed']) {
    outcomes = [];
    for (const home of run.of.homes) outcomes.push(await setFocus(home, home.me, focus));
  }
  expect(outcomes.flatMap(({ warnings }) => warnings)).toEqual([]);
  const claim = run.of.claim();
  for (const { session, claim: own, holder, rivals } of outcomes) {
    if (session.driveIntent !== 'active') continue;
    const id = session.participantId;
    if (claim?.holder === id) expect([own?.term, holder]).toEqual([claim.term, undefined]);
    else {
      // Who was displaced, and knew it, is shown the holder as one who drives beside it.
      const shown = [holder, ...rivals].map((each) => each?.participantId);
      expect(shown).toContain(claim?.holder);
      expect([own, claim?.holder]).toEqual([undefined, expect.any(String)]);
      // Who has given it away does not go on beside the one who has accepted it.
      const { former } = claim ?? {};
      expect(former?.how === 'given' && former.holder === id).toBe(false);
    }
  }
}
