import { errnoOf } from '../../src/index.ts';
import { type Operation, runSync, type System } from '../../src/operations.ts';
import {
  createMachine,
  type Machine,
  type Planted,
  type ProcessOptions,
  type SimulatedProcess,
} from '../../src/testing.ts';

/** A machine with a directory `/d`, and a process on it. */
export function started(
  options: ProcessOptions = {},
  files: Readonly<Record<string, Planted>> = {},
): {
  readonly machine: Machine;
  readonly process: SimulatedProcess;
  readonly system: System;
} {
  const machine = createMachine({ files: { '/d': { kind: 'directory' }, ...files } });
  const process = machine.start(options);
  return { machine, process, system: process.system };
}

export function errnoOfCall(call: Operation<unknown>, system: System): string | undefined {
  try {
    runSync(call, system);
    return undefined;
  } catch (error) {
    return errnoOf(error);
  }
}

export function textsAfterCut(machine: Machine, path: string): Set<string | undefined> {
  return new Set([...machine.afterPowerCut()].map((crashed) => crashed.text(path)));
}

export function paths(machine: Machine): readonly string[] {
  return machine.entries().map(({ path }) => path);
}
