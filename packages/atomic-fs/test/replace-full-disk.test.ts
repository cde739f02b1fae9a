import { expect, test } from 'vitest';
import { requireLab } from './real/lab.ts';
import type { Outcome } from './real/outcome.ts';
import { onPrivateMount } from './real/private-mount.ts';
import { resultOf } from './real/program.ts';
import { scratch } from './real/scratch.ts';

interface Trial {
  readonly form: string;
  readonly call: 'replace' | 'create';
  /** The blocks that were free. */
  readonly left: number;
  readonly outcome: Outcome;
  readonly names: readonly string[];
  readonly content: 'old' | 'new' | 'none' | 'torn';
}

test('a disk with any size left, from none to enough, never has a torn file', async (context) => {
  const directory = scratch();
  const mount = onPrivateMount(directory, 128 * 1024);
  if ('obstacle' in mount) return requireLab(context, mount.obstacle);
  const trials = await resultOf<readonly Trial[]>('full-disk', [directory], mount);

  for (const { call, left, outcome, names, content } of trials) {
    const before = call === 'replace' ? 'old' : 'none';
    // 20 014 bytes are five blocks of 4096.
    const fits = left >= 5;
    expect({ left, content }).toEqual({ left, content: fits ? 'new' : before });
    expect(names).toEqual(content === 'none' ? [] : ['state.json']);
    if (!fits) {
      expect(outcome).toMatchObject({ code: 'ERR_ATOMIC_WRITE' });
      expect(outcome).toHaveProperty('facts', expect.stringMatching(/unchanged ENOSPC$/));
    }
  }
  const sizes = new Set(trials.map((trial) => trial.left));
  const torn = trials.filter((trial) => trial.content === 'torn').length;
  console.log(`full disk: ${trials.length} writes at ${sizes.size} sizes, ${torn} torn files`);
  expect([...sizes]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
