import type { UnsafeFileFacts } from './finding.ts';

/** The facts of something that is refused, and for which no repair can do anything. */
export function unsafeFacts(
  refuses: UnsafeFileFacts['refuses'],
  { kind, reason, message }: Pick<UnsafeFileFacts, 'kind' | 'reason' | 'message'>,
): UnsafeFileFacts {
  return { refuses, kind, reason, message, wanted: undefined, content: [] };
}
