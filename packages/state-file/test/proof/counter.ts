import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import * as v from 'valibot';
import { type StateFile, type StateFileOptions, stateFile } from '../../src/index.ts';
import { updateState } from '../../src/operations.ts';

/** The document of the proofs: a number, and what the schema does not know. */
export interface Counter {
  readonly count: number;
}

export const directory = '/home/me/app';
export const path: string = `${directory}/state.json`;
export const lockPath: string = `${path}.lck`;
/** Where a damaged one goes. */
export const asideOf = (target: string): string => `${target}.bad`;

export function counterFile(options: Partial<StateFileOptions<Counter>> = {}): StateFile<Counter> {
  return stateFile({ path, schema: v.object({ count: v.number() }), ...options });
}

export const counter: StateFile<Counter> = counterFile();

/** The text of a counter as the package writes it. */
export function counterText(count: number): string {
  return `{\n  "count": ${count},\n  "later": 1.0\n}\n`;
}

/** The text of one that the package has created, which has nothing more in it. */
export function bareText(count: number): string {
  return `{\n  "count": ${count}\n}\n`;
}

/** A counter whose text is longer than a block of the disk. */
export function largeText(count: number): string {
  return `{\n  "count": ${count},\n  "later": "${'x'.repeat(4096)}"\n}\n`;
}

/** One update, whose change runs as a program's does. */
export function updateTo(
  change: (value: Counter | undefined) => Counter | undefined,
  file: StateFile<Counter> = counter,
): Operation<unknown> {
  return updateState(file, (value) => effects.invoke(() => change(value)));
}

/** One more than there is; 1 where nothing is. */
export function increment(file: StateFile<Counter> = counter): Operation<unknown> {
  return updateTo((value) => ({ count: (value?.count ?? 0) + 1 }), file);
}
