import { type Anchor, mayProve, processKey } from './anchor.ts';
import { type ProcessFacts, stateOfAnchor } from './process-facts.ts';

/**
 * Whether a participant is alive. `here`: a process of it lives. `quiet`: the same, and it has done
 * nothing for half an hour. `gone`: it said so, or its life is proven over. `unknown`: no proof either
 * way. Age alone never makes anybody gone: a healthy agent can sit in one call for an hour.
 */
export type Verdict = 'here' | 'quiet' | 'unknown' | 'gone';

/** What a participant's own processes recorded of it. */
export interface Life {
  /** The processes in which it lives or works; at most 8 are kept. */
  readonly anchors: readonly Anchor[];
  /** Whether its last command ran inside one of its life anchors. */
  readonly anchored: boolean;
  /** When it said that it has ended; its next command takes that back. */
  readonly ended?: unknown;
}

/** What a verdict is made of, besides what the participant recorded. */
export interface VerdictFacts extends ProcessFacts {
  /** The processes (`processKey`) that several participants name who have not ended: an editor with many chats. */
  readonly shared: ReadonlySet<string>;
}

const quietAfterMs = 30 * 60 * 1000;

/**
 * Decides whether a participant is alive. It touches nothing: the facts are read before.
 *
 * @param life - what it recorded of itself; undefined where nothing is recorded, or it is damaged
 * @param lastActivityMs - when its session was last active, in milliseconds by this home's clock;
 *   undefined where it has no session, and then it is gone
 * @param facts - what was found of the processes of this machine
 * @param nowMs - the time, by the same clock
 * @returns the verdict
 * @example
 * const verdict = verdictOf(presence, timestampToMs(session.lastActivityAt), facts, Date.now());
 */
export function verdictOf(
  life: Life | undefined,
  lastActivityMs: number | undefined,
  facts: VerdictFacts,
  nowMs: number,
): Verdict {
  if (lastActivityMs === undefined) return 'gone';
  if (life === undefined) return 'unknown';
  if (life.ended !== undefined) return 'gone';
  const found = life.anchors.filter(mayProve).map((anchor) => witnessOf(anchor, facts));
  const signs = found.filter(({ state }) => state === 'alive');
  if (signs.length === 0) return life.anchored && isOver(found) ? 'gone' : 'unknown';
  if (nowMs - lastActivityMs < quietAfterMs) return 'here';
  // Whether this chat of an editor is still open, the editor's process does not say; its own server does.
  const isOpen = signs.some(({ isShared }) => !isShared) || hasOwnServer(life.anchors, facts);
  return isOpen ? 'quiet' : 'unknown';
}

/** Whether a server of this participant alone runs, and what it lives in too: it may outlive that. */
function hasOwnServer(anchors: readonly Anchor[], facts: VerdictFacts): boolean {
  const alive = anchors.filter((anchor) => stateOfAnchor(anchor, facts) === 'alive');
  const servers = alive.filter((anchor) => anchor.kind === 'mcp');
  return (
    alive.some(({ kind }) => kind === 'life') &&
    servers.some((anchor) => !facts.shared.has(processKey(anchor)))
  );
}

/** What an anchor is worth in a verdict. */
interface Witness {
  /** Whether it is what the participant alone lives in. */
  readonly isLife: boolean;
  readonly isShared: boolean;
  readonly state: ReturnType<typeof stateOfAnchor>;
}

function witnessOf(anchor: Anchor, facts: VerdictFacts): Witness {
  const isShared = facts.shared.has(processKey(anchor));
  // The end of what many live in proves nothing about one of them.
  const isLife = anchor.kind === 'life' && !isShared;
  return { isLife, isShared, state: stateOfAnchor(anchor, facts) };
}

/** Everything that it lived and worked in has ended: what cannot be looked at may still run. */
function isOver(found: readonly Witness[]): boolean {
  return found.some(({ isLife }) => isLife) && found.every(({ state }) => state === 'dead');
}
