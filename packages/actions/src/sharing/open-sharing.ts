import { effects, run } from '@missionctl/atomic-fs/operations';
import {
  type EngineState,
  type EngineWait,
  type HomeRoster,
  nothingSeen,
  type RosterEngine,
  RosterUnavailableError,
} from '@missionctl/roster';
import { changeEngineState, findEngineState } from '@missionctl/roster/operations';
import { type Issue, timestampFromMs } from '@missionctl/session-model';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Home } from '../home.ts';
import { rosterOf } from '../roster/mission-roster.ts';
import { rosterWarning } from '../roster/roster-warning.ts';

/** A mission of a home, and the engine that it is shared through, for one call. */
export interface Sharing {
  readonly home: Home;
  readonly missionId: string;
  readonly roster: HomeRoster;
  /** Whether this home only reads there. */
  readonly readOnly: boolean;
  /** Whether the files that participants change are published. */
  readonly touching: boolean;
  /** What is known of the engine by now. */
  readonly state: () => EngineState;
  /** Changes what is known, in the file of the home too. */
  readonly remember: (change: (state: EngineState) => EngineState) => Promise<void>;
  /** Asks the engine, within what is left of the time of the call. */
  readonly ask: <T>(question: (engine: RosterEngine, wait: EngineWait) => Promise<T>) => Promise<T>;
  /** Makes the error for an engine that answers, and not to what it was asked. */
  readonly gaveUp: (reason: string) => Error;
  /**
   * Stops asking for a while, where it is the engine that has failed, and says how it failed.
   *
   * @throws the error itself where something else has
   */
  readonly pause: (error: unknown) => Promise<string>;
  /** Why the engine is not asked now, after it failed; undefined where it may be asked. */
  readonly failure: () => string | undefined;
  /** What kept it from being remembered. */
  readonly warnings: () => readonly Issue[];
}

/** How long an engine that failed is not asked again. */
const pauseMs = 30_000;
const withinMs = 5000;
/** An engine that does not keep its time is left after that. */
const graceMs = 500;

/** Opens what a mission is shared through. Nothing is asked yet. */
export async function openSharing(
  home: Home,
  chosen: ChosenEngine,
  { signal }: Pick<EngineWait, 'signal'>,
): Promise<Sharing> {
  const { missionId, url, readOnly, touching } = chosen;
  const roster = rosterOf(home, missionId);
  const startedMs = home.clock();
  const { state: found = nothingSeen } = await run(findEngineState(roster));
  let state = found;
  let unwritten: Issue | undefined;
  let engine: Promise<RosterEngine> | undefined;
  const failures = new Set<unknown>();
  const gaveUp = (reason: string): Error => {
    const error = new RosterUnavailableError(url, reason);
    failures.add(error);
    return error;
  };
  const remember: Sharing['remember'] = async (change) => {
    try {
      state = await run(changeEngineState(roster, change));
    } catch (error) {
      unwritten = rosterWarning('SHARING_NOT_RECORDED', notRecorded, error);
      state = change(state);
    }
  };
  return {
    home,
    missionId,
    roster,
    readOnly,
    touching,
    state: () => state,
    remember,
    ask: async (question) => {
      const allMs = home.engine?.withinMs ?? withinMs;
      const timeoutMs = allMs - Math.max(0, home.clock() - startedMs);
      if (timeoutMs <= 0) throw gaveUp('timeout');
      engine ??= Promise.resolve(chosen).then((of) => opened(home, of));
      const answer = engine.then((open) => question(open, { timeoutMs, signal }));
      try {
        return await inTime(answer, { url, ms: timeoutMs + graceMs });
      } catch (error) {
        failures.add(error);
        throw error;
      }
    },
    gaveUp,
    pause: async (error) => {
      if (!failures.has(error)) throw error;
      const failure = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      // Whoever stopped waiting has learned nothing of the engine.
      if (signal?.aborted === true) return failure;
      const pausedUntil = timestampFromMs(home.clock() + pauseMs);
      await remember((before) => ({ ...before, pausedUntil, failure }));
      return failure;
    },
    failure: () => failureIn(state, home.clock()),
    warnings: () => (unwritten === undefined ? [] : [unwritten]),
  };
}

const notRecorded = 'what other homes were seen to do is forgotten after this command';

async function opened({ engine }: Home, chosen: ChosenEngine): Promise<RosterEngine> {
  if (engine === undefined) throw new RosterUnavailableError(chosen.url, 'nothing opens it');
  return await engine.open(chosen);
}

/** A clock that was set back would make the pause a long one. */
function failureIn({ pausedUntil, failure }: EngineState, nowMs: number): string | undefined {
  if (pausedUntil === undefined) return undefined;
  const left = Date.parse(pausedUntil) - nowMs;
  return left > 0 && left <= pauseMs ? (failure ?? 'it did not answer') : undefined;
}

async function inTime<T>(
  answer: Promise<T>,
  { url, ms }: { readonly url: string; readonly ms: number },
): Promise<T> {
  const ended = new AbortController();
  const late = run(effects.pause(ms), { signal: ended.signal }).then((): never => {
    throw new RosterUnavailableError(url, 'timeout');
  });
  // Nobody waits for either any more once the other is there.
  late.catch(() => {});
  answer.catch(() => {});
  try {
    return await Promise.race([answer, late]);
  } finally {
    ended.abort();
  }
}
