import type { SeenProcess } from '../process/process-reader.ts';
import { type Anchor, processKey } from './anchor.ts';
import { keptAnchors, saysLess } from './kept-anchors.ts';
import type { ProcessFacts } from './process-facts.ts';
import type { Life } from './verdict-of.ts';

/** Where a command of a participant runs. */
export interface Caller {
  /** The processes in which it runs, by `ProcessReader.ancestors`. */
  readonly ancestors: readonly SeenProcess[];
  /** Of a person, what leads the terminal, by `ProcessReader.terminal`; undefined for an agent. */
  readonly terminal?: SeenProcess | undefined;
}

/** A process that a participant records by a decision, and what its end will say. */
export interface NewAnchor {
  /** `'life'`: it runs around the caller. `'task'` and `'mcp'`: it is the caller itself. */
  readonly kind: 'life' | 'task' | 'mcp';
  /** The process; undefined where it is not known, and then nothing is recorded. */
  readonly process: SeenProcess | undefined;
}

/** What is recorded of where a participant lives. */
export type Anchored = Pick<Life, 'anchors' | 'anchored'>;

/**
 * Says what a command records of where its participant lives. It runs inside that life where one of its
 * ancestors is a life anchor. Else the outermost of its ancestors that is a task of the participant, such
 * as `exec`, becomes one; a task inside of a life stays what it is, so that no participant seems to live
 * twice. Without either it is not anchored, and from then on no end of a process proves anything.
 *
 * @param life - what is recorded; undefined where nothing is
 * @param caller - where the command runs
 * @param facts - what is known of this machine, and of the processes that are recorded
 * @returns what to record; `life` itself where nothing changes
 * @example
 * const now = anchorsNow(presence, { ancestors: reader.ancestors() }, facts);
 * if (now !== presence) save({ ...presence, ...now });
 */
export function anchorsNow(life: Life | undefined, caller: Caller, facts: ProcessFacts): Anchored {
  const recorded = life?.anchors ?? [];
  const around = caller.ancestors.flatMap((process) => {
    const keys = anchorsOf({ kind: 'life', process }, facts).map(processKey);
    return recorded.filter((each) => keys.includes(processKey(each)));
  });
  const lives = around.find(({ kind }) => kind === 'life');
  const outermost = around.findLast(({ kind }) => kind === 'task');
  const anchors =
    lives === undefined && outermost !== undefined
      ? recorded.map((each) => (each === outermost ? { ...each, kind: 'life' } : each))
      : recorded;
  const led = anchorsOf({ kind: 'terminal', process: caller.terminal }, facts);
  return changed(life, {
    anchors: including(anchors, led, facts),
    anchored: lives !== undefined || outermost !== undefined,
  });
}

/**
 * Says what is recorded when a process is added: the task that a command is for as long as it runs
 * (`exec`, a status that is watched, a server), or the harness that a hook finds around itself. What is
 * recorded already is not added again, and a life never becomes less.
 *
 * @param life - what is recorded, or what `anchorsNow` made of it; undefined where nothing is
 * @param added - the process
 * @param facts - what is known of this machine, and of the processes that are recorded
 * @returns what to record; `life` itself where nothing changes
 * @example
 * const task = withAnchor(presence, { kind: 'task', process: reader.self() }, facts);
 * const process = harnessAmong(reader.ancestors());
 * const harness = withAnchor(presence, { kind: 'life', process }, facts);
 */
export function withAnchor(
  life: Life | undefined,
  added: NewAnchor,
  facts: ProcessFacts,
): Anchored {
  const { anchors = [], anchored = false } = life ?? {};
  const more = anchorsOf(added, facts);
  const isInside = added.kind === 'life' && more.length > 0;
  return changed(life, {
    anchors: including(anchors, more, facts),
    anchored: anchored || isInside,
  });
}

/** None where this machine is not known well enough to find the process again. */
function anchorsOf(
  { kind, process }: { readonly kind: string; readonly process: SeenProcess | undefined },
  { machine, boot, pidNamespace }: ProcessFacts,
): readonly Anchor[] {
  if (process === undefined || !machine || !boot || pidNamespace === undefined) return [];
  const { pid, start } = process;
  return [{ kind, machine, boot, pidNamespace, pid, start }];
}

function including(
  anchors: readonly Anchor[],
  [added]: readonly Anchor[],
  facts: ProcessFacts,
): readonly Anchor[] {
  if (added === undefined) return anchors;
  const at = anchors.findIndex((each) => processKey(each) === processKey(added));
  const known = anchors[at];
  if (known === undefined) return keptAnchors([...anchors, added], facts);
  return saysLess(known, added) ? anchors.with(at, added) : anchors;
}

function changed(life: Life | undefined, { anchors, anchored }: Anchored): Anchored {
  const isSame =
    life !== undefined &&
    life.anchored === anchored &&
    life.anchors.length === anchors.length &&
    life.anchors.every((each, at) => each === anchors[at]);
  return isSame ? life : { anchors, anchored };
}
