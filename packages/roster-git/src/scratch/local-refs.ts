import { segmentOf } from '../names/ref-names.ts';

/** The ref of the scratch repository that says what a ref of the remote leads to. */
export function seenRef(place: string, ref: string): string {
  return `refs/seen/${segmentOf(place)}${ref.slice(place.length)}`;
}

/** The ref of the remote that one of the scratch repository stands for. */
export function remoteRef(place: string, seen: string): string {
  return `${place}${seen.slice(`refs/seen/${segmentOf(place)}`.length)}`;
}

/**
 * The ref of the scratch repository that keeps what this home wrote last: a mirror push of somebody may
 * delete it at the remote, and then it is written again.
 */
export function ownRef(place: string): string {
  return `refs/own/${segmentOf(place)}`;
}
