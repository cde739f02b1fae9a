import type { NotRegularFileError } from '../errors.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { hasOtherName } from './hard-links.ts';

type Irregular = NotRegularFileError['kind'];

/** What it is, if not a regular file of one name (or of two, when the second is pending). */
export function* irregularKind(
  path: string,
  facts: FileFacts,
  look: () => Operation<FileFacts | undefined>,
): Operation<Irregular | undefined> {
  if (facts.kind !== 'file') return facts.kind;
  return (yield* hasOtherName(path, facts, look)) ? 'hard-linked file' : undefined;
}
