import { type ChangingPointer, changingPointer } from './changing-pointer.ts';
import type { PointerSettings } from './pointer-settings.ts';
import { type ReadingPointer, readingPointer } from './reading-pointer.ts';

/** What a pointer can do, each operation once, as an operation. */
export interface PointerProtocols extends ReadingPointer, ChangingPointer {}

/** The pointer of one home. @throws TypeError when the home is not an absolute path */
export function pointerProtocols(settings: PointerSettings): PointerProtocols {
  return { ...readingPointer(settings), ...changingPointer(settings) };
}
