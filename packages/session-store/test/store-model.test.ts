import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Operation, run, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine } from '@missionctl/atomic-fs/testing';
import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expected, nothing, type Step } from './store-model.ts';
import { carriedOut, shown, someStep } from './store-steps.ts';

type Run = <T>(operation: Operation<T>) => Promise<T>;

/** Runs the same steps on the store and on the model, and compares everything that both show. */
async function inLockStep(
  home: string,
  steps: readonly Step[],
  runs: readonly Run[],
): Promise<void> {
  let model = nothing;
  for (const [index, step] of steps.entries()) {
    const carryOut = runs[index % runs.length] ?? run;
    const outcome = await carryOut(carriedOut(home, step));
    const [after, promised] = expected(model, step);
    expect(outcome).toEqual(promised);
    expect(await carryOut(shown(home))).toEqual(after.sessions);
    model = after;
  }
}

describe('a store does what its model does, through any steps', { tags: ['slow'] }, () => {
  test('on the real file system, by either form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someStep, { minLength: 4, maxLength: 16 }), async (steps) => {
        const directory = mkdtempSync(join(tmpdir(), 'session-store-'));
        try {
          const runs: readonly Run[] = [run, async (operation) => runSync(operation)];
          await inLockStep(join(directory, 'home'), steps, runs);
          const left = readdirSync(directory, { recursive: true }).map(String);
          expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
        } finally {
          rmSync(directory, { recursive: true });
        }
      }),
      { numRuns: times(60, 2000) },
    );
  });

  test('on the simulator', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someStep, { maxLength: 30 }), async (steps) => {
        const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
        const { system } = machine.start();
        await inLockStep('/home/me/home', steps, [async (operation) => runSync(operation, system)]);
      }),
      { numRuns: times(150, 10_000) },
    );
  });
});
