import type { SeenPlace } from '../scratch/seen-place.ts';

/** What a fetch is to bring of one place. */
export interface FetchWish {
  readonly place: string;
  /** The refs that have to be read, whatever else there is. */
  readonly needed: readonly string[];
  /** What is known of it. */
  readonly known: SeenPlace | undefined;
}

/**
 * How many refs of a place are fetched without a look at them: with more the host is asked first which
 * there are, and only what is not here yet is fetched.
 */
export const mostUnasked = 1000;

/** How many bytes one fetch brings at most, about. */
export const mostFetchedBytes: number = 8 * 1024 * 1024;
