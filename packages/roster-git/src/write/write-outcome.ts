import {
  RosterDeniedError,
  RosterIndeterminateError,
  RosterTooLargeError,
  RosterUnavailableError,
  type VersionedClaim,
} from '@missionctl/roster';
import type { WriteContent } from './write-request.ts';

/** What became of a write; as JSON it can be handed to the process that wanted it. */
export type WriteOutcome = WriteAnswer | WriteFailure;

/** The remote says so. */
export type WriteAnswer =
  /** The entry is written, or gone. */
  | { readonly status: 'written' }
  /** The claim was as expected, and is this one now. */
  | { readonly status: 'swapped'; readonly record: VersionedClaim }
  /** The claim is not as expected. */
  | { readonly status: 'other'; readonly current?: VersionedClaim | undefined };

/** Why there is no answer. */
export type WriteFailure =
  | { readonly status: 'unavailable'; readonly reason: string }
  /** `begun`: it takes pushes of this user, and not this one. */
  | { readonly status: 'denied'; readonly access: 'read' | 'write'; readonly begun?: boolean }
  | { readonly status: 'indeterminate' }
  | { readonly status: 'too-large'; readonly bytes: number; readonly maxBytes: number };

/** The failure that an error stands for; undefined for another error. */
export function failureOf(error: unknown): WriteFailure | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error instanceof RosterUnavailableError)
    return { status: 'unavailable', reason: error.reason };
  if (error instanceof RosterDeniedError) return { status: 'denied', access: error.access };
  return undefined;
}

/** The answer of an outcome. @throws ERR_ROSTER_UNAVAILABLE and the other errors of an engine */
export function answerIn(
  outcome: WriteOutcome,
  engine: string,
  write: WriteContent['kind'],
): WriteAnswer {
  switch (outcome.status) {
    case 'unavailable':
      throw new RosterUnavailableError(engine, outcome.reason);
    case 'denied':
      throw new RosterDeniedError(engine, outcome.access);
    case 'indeterminate':
      throw new RosterIndeterminateError(engine, write);
    case 'too-large':
      throw new RosterTooLargeError(engine, outcome.bytes, outcome.maxBytes);
    default:
      return outcome;
  }
}
