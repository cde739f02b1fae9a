import { type Anchor, mayProve, processKey } from './anchor.ts';
import { type ProcessFacts, stateOfAnchor } from './process-facts.ts';

/** What the end of a process says, the least first. */
const kinds: readonly Anchor['kind'][] = ['mcp', 'terminal', 'task', 'life'];

/** Whether the end of one process says less than that of another. */
export function saysLess(one: Anchor, other: Anchor): boolean {
  return kinds.indexOf(one.kind) < kinds.indexOf(other.kind);
}

const most = 8;

/**
 * Keeps as many as there is room for: what says the least goes first, and of that the oldest. What may
 * still live leaves a sign that it was there: without that, the end of the others would prove too much.
 */
export function keptAnchors(anchors: readonly Anchor[], facts: ProcessFacts): readonly Anchor[] {
  const excess = anchors.length - most;
  if (excess <= 0) return anchors;
  const worth = new Map(anchors.map((each) => [each, worthOf(each, facts)]));
  const least = anchors.toSorted((one, other) => (worth.get(one) ?? 0) - (worth.get(other) ?? 0));
  const without = (count: number): readonly Anchor[] => {
    const dropped = new Set(least.slice(0, count));
    return anchors.filter((each) => !dropped.has(each));
  };
  const lost = least
    .slice(0, excess)
    .find((each) => mayProve(each) && stateOfAnchor(each, facts) !== 'dead');
  if (lost === undefined) return without(excess);
  const sign = { ...lost, kind: 'task', pid: 0, start: '' };
  const isThere = anchors.some((each) => processKey(each) === processKey(sign));
  return isThere ? without(excess) : [...without(excess + 1), sign];
}

function worthOf(anchor: Anchor, facts: ProcessFacts): number {
  if (stateOfAnchor(anchor, facts) === 'dead') return kinds.indexOf(anchor.kind);
  return kinds.length + (anchor.pid === 0 ? kinds.length : kinds.indexOf(anchor.kind));
}
