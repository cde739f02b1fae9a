import { NotRegularFileError } from './errors.ts';
import { hasPendingTwin } from './pending-twin.ts';
import type { FileFacts, Protocol } from './system.ts';

/** Refuses anything but a regular file of one name (or of two, when the second is pending). */
export function* refuseIrregular(path: string, facts: FileFacts): Protocol<void> {
  if (facts.kind !== 'file') throw new NotRegularFileError(path, facts.kind);
  if (facts.links <= 1) return;
  if (facts.links === 2 && (yield* hasPendingTwin(path, facts))) return;
  throw new NotRegularFileError(path, 'hard-linked file');
}
