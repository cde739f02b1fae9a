import { type Anchor, processKey } from './anchor.ts';
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
  readonly ended?: string | undefined;
}

/** What a verdict is judged by, besides what the participant recorded. */
export interface VerdictFacts extends ProcessFacts {
  /** The processes (`processKey`) that several participants name who have not ended: an editor with many chats. */
  readonly shared: ReadonlySet<string>;
}

const quietAfterMs = 30 * 60 * 1000;

/**
 * Judges whether a participant is alive. It touches nothing: the facts are read before.
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
  const judged = life.anchors.map((anchor) => judge(anchor, facts));
  const signs = signsOf(judged);
  if (signs.length === 0) return isOver(life, judged) ? 'gone' : 'unknown';
  if (nowMs - lastActivityMs < quietAfterMs) return 'here';
  // Whether this chat of an editor is still open, the editor's process does not tell.
  return signs.every(({ isShared }) => isShared) ? 'unknown' : 'quiet';
}

interface Judged {
  readonly kind: Anchor['kind'];
  readonly state: ReturnType<typeof stateOfAnchor>;
  readonly isShared: boolean;
}

function judge(anchor: Anchor, facts: VerdictFacts): Judged {
  const isShared = facts.shared.has(processKey(anchor));
  // The end of what many live in proves nothing about one of them.
  const kind = anchor.kind === 'life' && isShared ? 'task' : anchor.kind;
  return { kind, state: stateOfAnchor(anchor, facts), isShared };
}

/** The processes that prove a life. A server may outlive the client that it served. */
function signsOf(judged: readonly Judged[]): readonly Judged[] {
  const alive = judged.filter(({ state }) => state === 'alive');
  const lives = alive.some(({ kind }) => kind === 'life');
  return alive.filter(
    ({ kind }) => kind === 'life' || kind === 'task' || (kind === 'mcp' && lives),
  );
}

/** Every process that it lived in has ended, and since then no command of it came from elsewhere. */
function isOver({ anchored }: Life, judged: readonly Judged[]): boolean {
  const lives = judged.filter(({ kind }) => kind === 'life');
  return anchored && lives.length > 0 && lives.every(({ state }) => state === 'dead');
}
