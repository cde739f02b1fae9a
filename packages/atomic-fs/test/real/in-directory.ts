import type { Outcome } from './outcome.ts';
import { resultOf, type Surroundings } from './program.ts';

/** What came of each call of `programs/in-directory.ts` in one form, and what is there then. */
interface InDirectory {
  readonly found: Readonly<Record<string, Readonly<Record<string, Outcome>>>>;
  readonly names: readonly string[];
}

export function inDirectory(directory: string, surroundings: Surroundings): Promise<InDirectory> {
  return resultOf('in-directory', [directory], surroundings);
}

/** What each form finds where everything works. */
export const allWorks: Readonly<Record<string, Outcome>> = {
  created: { done: true },
  'created again': { done: false },
  locked: { done: null },
  'locked again': { done: null },
  read: { done: 'mine' },
};

export const allNames: readonly string[] = ['async.json', 'async.lock', 'sync.json', 'sync.lock'];
