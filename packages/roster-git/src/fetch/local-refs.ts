import { segmentOf } from '../names/ref-names.ts';

/** The ref of the scratch repository that says what a ref of the remote led to when it was fetched. */
export function seenRef(place: string, ref: string): string {
  return `refs/seen/${segmentOf(place)}${ref.slice(place.length)}`;
}
