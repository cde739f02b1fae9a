import { segmentOf } from '../names/ref-names.ts';

/** The ref of the scratch repository that says what a ref of the remote led to when it was fetched. */
export function seenRef(place: string, ref: string): string {
  return `refs/seen/${segmentOf(place)}${ref.slice(place.length)}`;
}

/** The ref of the remote that one of the scratch repository stands for. */
export function remoteRef(place: string, seen: string): string {
  return `${place}${seen.slice(`refs/seen/${segmentOf(place)}`.length)}`;
}
