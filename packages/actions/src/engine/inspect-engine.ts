import { effects, run } from '@missionctl/atomic-fs/operations';
import type { EngineCapabilities } from '@missionctl/roster';
import type { Issue } from '@missionctl/session-model';
import type { Wait } from '@missionctl/session-store';
import { requireWait } from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';
import { lookThere } from '../sharing/claim-there.ts';
import { acknowledged } from '../sharing/exchange/own-entries.ts';
import { openSharing } from '../sharing/open-sharing.ts';
import { type EngineOutcome, engineOf } from './chosen-engine.ts';
import { engineFor } from './engine-for.ts';

/** What the engine of a mission said when it was asked. */
export type EngineAnswer =
  | {
      readonly status: 'answered';
      /** How long reading everything of the mission took, in milliseconds. */
      readonly tookMs: number;
      /** How many participants are there: of this home and of others. */
      readonly own: number;
      readonly others: number;
      /** How many claims somebody holds there. */
      readonly claims: number;
      /** How many records there are none that can be read. */
      readonly damaged: number;
    }
  /** Why it did not answer, in the words of the error. */
  | { readonly status: 'failed'; readonly failure: string };

/** Which engine a mission has, and how it is. */
export interface EngineReport {
  /** Which counts, and why. */
  readonly engine: EngineOutcome;
  /** What it promises; undefined where none counts, or it cannot be opened. */
  readonly capabilities: EngineCapabilities | undefined;
  /** What it said; undefined where none counts. */
  readonly answer: EngineAnswer | undefined;
  /** The participant ids of this home of whose last word the engine does not know yet. */
  readonly owed: readonly string[];
  /** What could not be remembered. */
  readonly warnings: readonly Issue[];
}

/**
 * Asks the engine of a mission how it is, also while it is left alone after it has failed; where it answers, it is
 * asked as usual from then on.
 *
 * @param home - in which home
 * @param missionId - the mission
 * @param options - the signal that ends it
 * @returns which engine that is, what it promises, and what it said
 * @throws ERR_INVALID_ID, ERR_FILE_READ, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const { answer } = await inspectEngine(home, 'demo');
 */
export async function inspectEngine(
  home: Home,
  missionId: string,
  options: Wait = {},
): Promise<EngineReport> {
  requireHome(home);
  const { signal } = requireWait(options);
  // Refused here, before anything is looked at.
  rosterOf(home, missionId);
  const engine = await run(engineOf(home, missionId));
  const { chosen, warnings } = await engineFor(home, missionId);
  const nothing = { engine, capabilities: undefined, answer: undefined, owed: [], warnings };
  if (chosen === undefined) return nothing;
  const sharing = await openSharing(home, chosen, { signal });
  let capabilities: EngineCapabilities | undefined;
  let answer: EngineAnswer;
  try {
    capabilities = await sharing.ask((opened) => Promise.resolve(opened.capabilities));
    const startedMs = await run(effects.now());
    const { entries, claims, damaged } = await lookThere(sharing);
    const tookMs = (await run(effects.now())) - startedMs;
    await sharing.remember((state) => acknowledged(state, undefined));
    const ours = new Set(sharing.state().own.map(({ participantId }) => participantId));
    const own = entries.filter(({ entry }) => ours.has(entry.participantId)).length;
    answer = {
      status: 'answered',
      tookMs,
      own,
      others: entries.length - own,
      claims: claims.filter(({ claim }) => claim.holder !== undefined).length,
      damaged: damaged.length,
    };
  } catch (error) {
    answer = { status: 'failed', failure: await sharing.pause(error) };
  }
  const owed = sharing.state().own.filter(({ owedSince }) => owedSince !== undefined);
  return {
    engine,
    capabilities,
    answer,
    owed: owed.map(({ participantId }) => participantId),
    warnings: sharing.warnings(),
  };
}
