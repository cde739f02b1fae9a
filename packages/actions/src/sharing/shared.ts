import { errnoOf } from '@missionctl/atomic-fs';
import { type Operation, run } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import type { Entered } from '../agent/outcomes.ts';
import type { ParticipantElsewhere } from '../elsewhere/others-of.ts';
import { engineFor } from '../engine/engine-for.ts';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { resolveSession } from '../resolve/resolve-session.ts';
import type { HandOverOptions, HandOverOutcome } from '../work/claim/hand-over.ts';
import { releaseBefore } from '../work/claim/release-before.ts';
import type { WorkChange, WorkOptions, WorkOutcome } from '../work/work-outcome.ts';

// Beside what every command loads: the rest is loaded for a mission that is shared.

/** Changes work at home, and then asks the engine of the mission, where one was chosen. */
export async function sharedWork(
  home: Home,
  options: WorkOptions,
  work: (asking: Pick<WorkChange, 'engine'>) => Operation<WorkOutcome>,
): Promise<WorkOutcome> {
  if (home.engine === undefined) return await runWaiting(() => work({}), options);
  const outcome = await runWaiting(() => work({ engine: 'unasked' }), options);
  const again = () => runWaiting(() => work({ engine: 'asked' }), options);
  const { chosen, warnings } = await engineFor(home, outcome.address.missionId);
  if (chosen === undefined) {
    return withWarnings(await unsharedWork(home, options, { outcome, again }), warnings);
  }
  const { shareWork } = await import('./share-work.ts');
  return await shareWork(home, chosen, { outcome, again, options });
}

/** Takes a claim from whoever is seen to hold it, in whichever home. */
export async function sharedTake(
  home: Home,
  evidence: Evidence,
  options: WorkOptions,
  work: (asking: Pick<WorkChange, 'engine'>) => Operation<WorkOutcome>,
): Promise<WorkOutcome> {
  const chosen = await engineBefore(home, evidence);
  if (chosen === undefined) return await sharedWork(home, options, work);
  const { shareWork } = await import('./share-work.ts');
  const again = () => runWaiting(() => work({ engine: 'asked' }), options);
  return await shareWork(home, chosen, { outcome: undefined, again, options });
}

/**
 * Gives a claim away or asks for it at home, once it was seen who is in the mission in other homes, and then says
 * so there.
 */
export async function sharedHandOver(
  home: Home,
  evidence: Evidence,
  options: HandOverOptions & Wait,
  handOver: () => Operation<HandOverOutcome>,
): Promise<HandOverOutcome> {
  const again = () => runWaiting(handOver, options);
  const chosen = await engineBefore(home, evidence);
  if (chosen === undefined) {
    const outcome = await again();
    return withWarnings(outcome, (await engineFor(home, outcome.address.missionId)).warnings);
  }
  const { shareHandOver } = await import('./share-hand-over.ts');
  return await shareHandOver(home, chosen, { again, options });
}

/** The engine of the mission that something is about, before it is done; whatever is wrong, what is done says. */
async function engineBefore(home: Home, evidence: Evidence): Promise<ChosenEngine | undefined> {
  if (home.engine === undefined) return undefined;
  try {
    const { missionId } = await run(resolveSession(home, evidence));
    return (await engineFor(home, missionId)).chosen;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Says at the engine of a mission what was done at home. */
export async function sharedChange<T extends { readonly warnings: readonly Issue[] }>(
  home: Home,
  outcome: T,
  of: { readonly missionId: string; readonly participantId?: string | undefined } & Pick<
    Wait,
    'signal'
  >,
): Promise<T> {
  const { chosen, warnings } = await engineFor(home, of.missionId);
  if (chosen === undefined) return withWarnings(outcome, warnings);
  const { shareChange } = await import('./share-change.ts');
  return withWarnings(outcome, await shareChange(home, chosen, of));
}

/** Lets an agent look around in a mission that it has entered, by what the engine holds of other homes. */
export async function sharedEntry(
  home: Home,
  { address, session }: Pick<Entered, 'address' | 'session'>,
  { look, signal }: Pick<Wait, 'signal'> & { readonly look: () => Promise<Entered> },
): Promise<Entered> {
  const { chosen, warnings } = await engineFor(home, address.missionId);
  if (chosen === undefined) return withWarnings(await look(), warnings);
  const { shareEntry } = await import('./share-entry.ts');
  return await shareEntry(home, chosen, { participantId: session.participantId, look, signal });
}

/** An outcome that shows who is in a mission in other homes. */
interface Showing {
  readonly elsewhere: readonly ParticipantElsewhere[];
  readonly warnings: readonly Issue[];
}

/** Which mission of an outcome is looked at in other homes, and who of them is shown. */
interface Shown<T> {
  /** The mission; undefined for none. */
  readonly missionOf: (outcome: T) => string | undefined;
  readonly isShown?: (participant: ParticipantElsewhere) => boolean;
}

/** Looks at a mission, and at who is in it in other homes: what is seen there counts in the look already. */
export async function sharedLook<T extends Showing>(
  home: Home,
  look: () => Promise<T>,
  { missionOf, isShown = () => true }: Shown<T>,
): Promise<T> {
  const outcome = await look();
  const missionId = missionOf(outcome);
  if (missionId === undefined) return outcome;
  const { chosen, warnings } = await engineFor(home, missionId);
  if (chosen === undefined) return withWarnings(outcome, warnings);
  const { lookElsewhere } = await import('../elsewhere/participants-elsewhere.ts');
  const found = await lookElsewhere(home, chosen);
  const elsewhere = found.participants.filter(isShown);
  return withWarnings({ ...(await look()), elsewhere }, found.warnings);
}

/** What counted as shared while the operation ran is not any more, or the choice is damaged. */
async function unsharedWork(
  home: Home,
  options: WorkOptions,
  by: { readonly outcome: WorkOutcome; readonly again: () => Promise<WorkOutcome> },
): Promise<WorkOutcome> {
  const outcome = by.outcome.holder?.elsewhere === undefined ? by.outcome : await by.again();
  return withWarnings(outcome, await run(releaseBefore(home, outcome, options)));
}

function withWarnings<T extends { readonly warnings: readonly Issue[] }>(
  outcome: T,
  more: readonly Issue[],
): T {
  return more.length === 0 ? outcome : { ...outcome, warnings: [...outcome.warnings, ...more] };
}
