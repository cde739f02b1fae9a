import type { NotRegularFileError } from './errors.ts';
import { hasPendingTwin } from './pending-twin.ts';
import type { FileFacts, Protocol } from './system.ts';

type Irregular = NotRegularFileError['kind'];

/** What it is, if not a regular file of one name (or of two, when the second is pending). */
export function* irregularKind(path: string, facts: FileFacts): Protocol<Irregular | undefined> {
  if (facts.kind !== 'file') return facts.kind;
  if (facts.links <= 1) return undefined;
  if (facts.links === 2 && (yield* hasPendingTwin(path, facts))) return undefined;
  return 'hard-linked file';
}
