import type { ProcessReader } from '../process/process-reader.ts';
import { processKey } from './anchor.ts';
import type { Life, VerdictFacts } from './verdict-of.ts';

/**
 * Finds the processes that several participants of a mission name who have not ended: an editor with
 * many chats.
 *
 * @param lives - what each participant recorded of itself; undefined for one without a record
 * @returns their texts, by `processKey`
 * @example
 * const shared = sharedProcesses(presences);
 */
export function sharedProcesses(lives: Iterable<Life | undefined>): ReadonlySet<string> {
  const named = new Set<string>();
  const shared = new Set<string>();
  for (const life of lives) {
    if (life === undefined || life.ended !== undefined) continue;
    for (const key of new Set(life.anchors.map(processKey))) {
      if (named.has(key)) shared.add(key);
      named.add(key);
    }
  }
  return shared;
}

/**
 * Reads everything that the verdicts of a mission are made of, at once: of a thousand participants on
 * Linux no process is started, on macOS one.
 *
 * @param lives - what each participant recorded of itself; undefined for one without a record
 * @param machine - the id of this machine; undefined where it is not known, and nothing is read then
 * @param reader - whom to ask
 * @returns the facts for `verdictOf`
 * @example
 * const facts = verdictFacts(presences, machine, nodeProcesses());
 * const verdicts = presences.map((life, at) => verdictOf(life, lastActivityMs[at], facts, nowMs));
 */
export function verdictFacts(
  lives: readonly (Life | undefined)[],
  machine: string | undefined,
  reader: Pick<ProcessReader, 'facts'>,
): VerdictFacts {
  const pids = lives
    .flatMap((life) => life?.anchors ?? [])
    .filter((anchor) => anchor.machine === machine)
    .map(({ pid }) => pid);
  const found = pids.length === 0 ? nothingAsked : reader.facts(pids);
  return { machine, ...found, shared: sharedProcesses(lives) };
}

/** Where no anchor can be decided on, asking would only take time. */
const nothingAsked = { boot: undefined, pidNamespace: undefined, processes: new Map() };
