import type { EngineClaimRequest, EngineEntry } from '@missionctl/roster';

/** A write that a client wants done; as JSON it can be handed to another process of the home. */
export type WriteRequest = RequestHead & WriteContent;

/** What every request has. */
export interface RequestHead {
  /** Unlike every other of this home, and sorted by when it was made. */
  readonly id: string;
  /** Unlike every other: the record that it writes names it, so that it is recognized afterwards. */
  readonly nonce: string;
  /** The mission. */
  readonly missionId: string;
  /** Until when it may be begun, in milliseconds since the epoch. */
  readonly until: number;
  /** The process that wants it: what a process wanted that was killed is not done for it. */
  readonly pid: number;
  /** Whether it was sent by somebody else, and not answered: it may have happened. Default: false. */
  readonly sent?: boolean;
}

/** What is to be written. */
export type WriteContent =
  | { readonly kind: 'publish'; readonly entry: EngineEntry }
  | { readonly kind: 'withdraw'; readonly participantId: string }
  | { readonly kind: 'claim'; readonly focus: string; readonly request: ClaimWish }
  | { readonly kind: 'release'; readonly focus: string; readonly expecting: string };

/** What a claim asks for, without how long it may take. */
export type ClaimWish = Omit<EngineClaimRequest, 'signal' | 'timeoutMs'>;
