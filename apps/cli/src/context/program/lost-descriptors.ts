import { constants, readdirSync, readlinkSync } from 'node:fs';
import { procFile } from './proc-file.ts';

/** A descriptor of this process that is closed as it becomes another program. */
interface Descriptor {
  readonly number: number;
  /** What it leads to; the same text for both ends of a pipe. */
  readonly target: string;
  /** `r`, `w` or `rw`, and then `n` when it never waits. */
  readonly kind: string;
}

/**
 * The descriptors from 3 on that this process was started with and that its successor would not
 * get: as Node starts, it sets close-on-exec on 3 to 15, and on those that follow without a gap,
 * and cannot take that back. Empty where the system does not show descriptors.
 */
export function lostDescriptors(): readonly number[] {
  const closing = closingDescriptors();
  const own = ownPipes(closing);
  return closing
    .filter(({ target }) => !isLoop(target) && !own.has(target))
    .map(({ number }) => number);
}

function closingDescriptors(): readonly Descriptor[] {
  return numbersIn('/proc/self/fd').flatMap((number) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${number}`);
      const [, octal = ''] = /^flags:\s*(\d+)$/m.exec(procFile(`fdinfo/${number}`)) ?? [];
      const flags = Number.parseInt(octal, 8);
      if ((flags & closeOnExec) === 0) return [];
      const access = ['r', 'w', 'rw'][flags & 3] ?? '';
      const kind = `${access}${(flags & constants.O_NONBLOCK) === 0 ? '' : 'n'}`;
      return [{ number, target, kind }];
    } catch {
      // The one through which they were listed.
      return [];
    }
  });
}

const closeOnExec = 0o2000000;

function numbersIn(path: string): readonly number[] {
  try {
    return readdirSync(path)
      .map(Number)
      .filter((number) => number > 2)
      .toSorted((one, other) => one - other);
  } catch {
    return [];
  }
}

/** Event loops, and what wakes them: nobody inherits those. */
function isLoop(target: string): boolean {
  return target.startsWith('anon_inode:');
}

/**
 * The pipes that Node itself has opened: one behind the first event loop, to lock the handling of
 * signals, and in each loop one that never waits. Where there are other pipes like these, none is
 * taken for Node's: the program gets a pipe too many then, and never one too few.
 */
function ownPipes(descriptors: readonly Descriptor[]): ReadonlySet<string> {
  const loops = descriptors.filter(({ target }) => target === 'anon_inode:[eventpoll]');
  const waking = pipesOf(descriptors, ['rn', 'wn']);
  const first = loops[0]?.number ?? 0;
  const second = waking[0]?.number ?? 0;
  const locks = pipesOf(descriptors, ['r', 'w']).filter(
    ({ number }) => first < number && number < second,
  );
  if (waking.length !== loops.length || locks.length > 1) return new Set();
  return new Set([...waking, ...locks].map(({ target }) => target));
}

/** The reading ends of the pipes whose two ends, of these kinds, are both open here and only once. */
function pipesOf(
  descriptors: readonly Descriptor[],
  [reading, writing]: readonly [string, string],
): readonly Descriptor[] {
  return descriptors.filter(({ target, kind }) => {
    if (kind !== reading || !target.startsWith('pipe:')) return false;
    const ends = descriptors.filter((other) => other.target === target);
    return ends.length === 2 && ends.some((other) => other.kind === writing);
  });
}
