import {
  type Effect,
  effects,
  type FileFacts,
  type Operation,
} from '@missionctl/atomic-fs/operations';
import { directory, path } from './counter.ts';

/** What is done instead of a call. Made anew for each run, since some remember earlier calls. */
export type Mistake = (effect: Effect) => Operation<unknown>;

/** A descriptor of no file: its reads are answered from memory. */
const remembered = -1;

interface Memory {
  readonly facts: FileFacts;
  readonly bytes: Uint8Array;
}

/**
 * Answers readings of the document with what was there earlier: when it was first read, or before
 * the lock was asked for.
 */
export function staleReads(since: 'the first' | 'before the lock'): Mistake {
  let memory: Memory | undefined;
  return function* (effect) {
    if (since === 'before the lock' && effect.call === 'enterQueue') memory ??= yield* readNow();
    if (effect.call === 'open' && effect.args[0] === path && effect.args[1] === 'read') {
      if (memory !== undefined) return remembered;
      if (since === 'the first') memory = yield* readNow();
    }
    if (memory === undefined || effect.args[0] !== remembered) return yield* effects.passOn(effect);
    if (effect.call === 'fstat') return memory.facts;
    return effect.call === 'read' ? copyFrom(memory, effect.args) : undefined;
  };
}

function* readNow(): Operation<Memory> {
  const fd = (yield* effects.passOn({ call: 'open', args: [path, 'read', 0] })) as number;
  const facts = (yield* effects.passOn({ call: 'fstat', args: [fd] })) as FileFacts;
  const bytes = new Uint8Array(facts.size);
  yield* effects.passOn({ call: 'read', args: [fd, bytes, 0] });
  yield* effects.passOn({ call: 'close', args: [fd] });
  return { facts, bytes };
}

function copyFrom(
  { bytes }: Memory,
  [, buffer, offset]: Extract<Effect, { readonly call: 'read' }>['args'],
): number {
  const rest = bytes.subarray(offset);
  buffer.set(rest, offset);
  return rest.length;
}

/** Removes the pending files before the lock is held. */
export function* sweepFirst(effect: Effect): Operation<unknown> {
  if (effect.call !== 'tryLock') return yield* effects.passOn(effect);
  const names = (yield* effects.passOn({
    call: 'readdir',
    args: [directory],
  })) as readonly string[];
  for (const name of names.filter((each) => each.startsWith('.state.json.'))) {
    yield* effects.passOn({ call: 'unlink', args: [`${directory}/${name}`] });
  }
  return yield* effects.passOn(effect);
}

/** Syncs no directory. */
export function unsyncedDirectories(): Mistake {
  const directories = new Set<unknown>();
  return function* (effect) {
    if (effect.call === 'fsync' && directories.has(effect.args[0])) return undefined;
    const answer = yield* effects.passOn(effect);
    if (effect.call === 'open' && effect.args[1] === 'directory') directories.add(answer);
    else if (effect.call === 'open') directories.delete(answer);
    return answer;
  };
}
