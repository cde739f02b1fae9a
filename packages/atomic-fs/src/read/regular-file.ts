import type { NotRegularFileError } from '../errors.ts';
import type { FileFacts, Operation } from '../operation/system.ts';
import { hasOtherName } from './hard-links.ts';

type Irregular = NotRegularFileError['kind'];

/** The kind of what is not a regular file with one name, or with two of which one is pending. */
export function* irregularKind(
  path: string,
  facts: FileFacts,
  look: () => Operation<FileFacts | undefined>,
): Operation<Irregular | undefined> {
  if (facts.kind !== 'file') return facts.kind;
  return (yield* hasOtherName(path, facts, look)) ? 'hard-linked file' : undefined;
}
