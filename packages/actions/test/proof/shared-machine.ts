import type { Claim } from '@missionctl/roster';
import { expect } from 'vitest';
import { setDrive, setFocus, share, status, take, type WorkOutcome } from '../../src/index.ts';
import { focus, missionId, type SharedHome } from '../shared-homes.ts';

/** What happens in a home, as each of them can do it on every engine. */
export const acts = ['claims', 'goes on', 'stops', 'takes', 'ends'] as const;

/** Something that happens in a home. */
export type Act = (typeof acts)[number];

/** Homes that share a mission, and what they share it through. */
export interface Sharers {
  readonly homes: readonly SharedHome[];
  /** The claim at the engine. */
  readonly claim: () => Claim | undefined | Promise<Claim | undefined>;
}

/** What the participant of a home was last shown of the focus. */
interface Shown {
  /** Whether it drives. */
  readonly drives: boolean;
  /** Whether it was shown that it has the claim, and that others know. */
  readonly holds: boolean;
  /** Whether it was shown besides that nobody drives beside it. */
  readonly isAlone: boolean;
  /** In which term. */
  readonly term: number;
  /** From whom it went over: that one learns it with its next command. */
  readonly from: string | undefined;
  /** The term in which it was shown that it alone holds the claim, when the record vanished. */
  readonly lost: number | undefined;
}

const nothing: Shown = {
  drives: false,
  holds: false,
  isAlone: false,
  term: 0,
  from: undefined,
  lost: undefined,
};

/** What is known of a run. */
export interface Run {
  readonly of: Sharers;
  /** Their participant ids. */
  readonly ids: readonly string[];
  readonly shown: Shown[];
  /** Those who have said that they have ended, and have done nothing since. */
  readonly ended: Set<number>;
  /** Those who are gone without a word, and do nothing any more. */
  readonly dead: Set<number>;
  /** Whether records were lost at the engine, of which those who had never seen them cannot know. */
  isLost: boolean;
  /** Whether older ones took their place: whose home that is sees it when it looks. */
  isOlder: boolean;
}

/** Begins a run: each has the focus, and does not drive it. */
export async function begin(of: Sharers): Promise<Run> {
  const shown: Shown[] = of.homes.map(() => nothing);
  for (const home of of.homes) await setFocus(home, home.me, focus);
  const ids = of.homes.map((home) => home.id());
  return { of, ids, shown, ended: new Set(), dead: new Set(), isLost: false, isOlder: false };
}

/** Lets something happen in a home, if it is still there. */
export async function happens(run: Run, kind: Act, at: number): Promise<void> {
  if (run.dead.has(at)) return;
  // Longer than an engine that failed is left alone.
  pass(run);
  const home = homeAt(run, at);
  if (kind === 'ends') {
    home.present((was) => ({ ...(was ?? nowhere), ended: '2026-03-01T12:00:00.000000Z' }));
    await share(home, missionId);
    run.ended.add(at);
    // Its home has said so: from now on it may be taken, and it learns that with its next command.
    isOver(run, (each) => each === at);
  } else {
    run.ended.delete(at);
    isShown(run, at, await done(home, kind));
  }
  expectOneAlone(run);
}

/** All records have vanished at the engine, as after a push that mirrors another repository. */
export function recordsHaveVanished(run: Run): void {
  run.shown.forEach((each, at) => {
    if (each.isAlone) run.shown[at] = { ...each, lost: each.term };
  });
  recordsAreLost(run);
}

/** Older records are in the place of those that were there, or of none. */
export function recordsAreOlder(run: Run): void {
  run.shown.forEach((each, at) => {
    run.shown[at] = { ...each, lost: undefined };
  });
  run.isOlder = true;
  recordsAreLost(run);
}

function recordsAreLost(run: Run): void {
  run.isLost = true;
  isOver(run, () => true);
}

/** A machine is gone for good. */
export function isGoneForGood(run: Run, at: number): void {
  run.dead.add(at);
  isOver(run, (each) => each === at);
}

const nowhere = { anchors: [], anchored: false, place: undefined, touching: [] };

function pass({ of }: Run): void {
  for (const home of of.homes) home.pass(31_000);
}

async function done(home: SharedHome, kind: Exclude<Act, 'ends'>): Promise<WorkOutcome> {
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

function shownBy({ session, claim, holder, rivals, warnings }: WorkOutcome): Shown {
  const drives = session.driveIntent === 'active' && session.focus === focus;
  const isShared = !warnings.some(({ code }) => code === 'NOT_SHARED');
  const holds = drives && isShared && claim?.focus === focus && holder === undefined;
  const from = claim?.former?.holder;
  const isAlone = holds && rivals.length === 0;
  return { drives, holds, isAlone, term: claim?.term ?? 0, from, lost: undefined };
}

function isShown(run: Run, at: number, outcome: WorkOutcome): void {
  const { holder } = outcome;
  if (holder?.verdict === 'gone') expectEnded(run, holder.participantId);
  const before = run.shown[at] ?? nothing;
  const now = shownBy(outcome);
  run.shown[at] = now.holds ? now : { ...now, lost: before.lost };
  if (!now.holds) return;
  // What vanished is written again above it, whoever has begun anew.
  if (before.lost !== undefined) expect(now.term).toBeGreaterThan(before.lost);
  isOver(run, (each) => run.ids[each] === now.from);
  if (run.isLost) isOver(run, (each) => each !== at && Number(run.shown[each]?.term) < now.term);
}

/** What some were shown is over, as far as anybody can know. */
function isOver({ shown }: Run, isIt: (home: number) => boolean): void {
  shown.forEach((each, at) => {
    if (isIt(at)) shown[at] = { ...each, isAlone: false };
  });
}

/** Of those who were shown that they alone hold it, there is one at most. */
function expectOneAlone({ shown }: Run): void {
  expect(shown.filter(({ isAlone }) => isAlone).length).toBeLessThanOrEqual(1);
}

function expectEnded({ ids, ended }: Run, participantId: string): void {
  expect([...ended].map((at) => ids[at])).toContain(participantId);
}

/**
 * The engine is back: with one command of each home at most one is shown that it alone holds the claim. What the
 * later ones had to say, such as that they have stopped, the earlier ones see with their next command.
 */
export async function expectAllKnow(run: Run): Promise<void> {
  pass(run);
  const { of, dead, shown, ended } = run;
  const living = [...of.homes.entries()].filter(([at]) => !dead.has(at));
  const driving = living.map(([at]) => shown[at]?.drives);
  let outcomes: WorkOutcome[] = [];
  for (const _ of ['what they owe', 'what the others owed']) {
    outcomes = [];
    for (const [at, home] of living) {
      ended.delete(at);
      if (run.isOlder) await status(home, home.me);
      const outcome = await setFocus(home, home.me, focus);
      outcomes.push(outcome);
      isShown(run, at, outcome);
    }
    expectOneAlone(run);
  }
  expect(outcomes.flatMap(({ warnings }) => warnings)).toEqual([]);
  const now = outcomes.map(shownBy);
  expect(now.map(({ drives }) => drives)).toEqual(driving);
  const claim = await of.claim();
  const isOfLiving = living.some(([at]) => run.ids[at] === claim?.holder);
  expect(now.filter(({ isAlone }) => isAlone)).toHaveLength(isOfLiving ? 1 : 0);
  for (const outcome of outcomes.filter(({ session }) => session.driveIntent === 'active')) {
    const isHolder = outcome.session.participantId === claim?.holder;
    expect(outcome.claim?.term).toBe(isHolder ? claim?.term : undefined);
    // Who was displaced, and knew it, is shown it as one who drives beside the holder.
    const seen = [outcome.holder, ...outcome.rivals].map((each) => each?.participantId);
    expect(seen.includes(claim?.holder)).toBe(!isHolder);
  }
  for (const [, home] of living) {
    const { elsewhere } = await status(home, home.me);
    for (const each of elsewhere.filter(({ verdict }) => verdict === 'gone'))
      expectEnded(run, each.entry.participantId);
  }
}
