import type { MissionSource } from '@missionctl/active-pointer';
import type { Claim, ClaimNotice, Place, Verdict } from '@missionctl/roster';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { LockWait, SessionAddress, Wait } from '@missionctl/session-store';

/**
 * What is done when another drives what one wants to drive. `continue`: one drives too, without a claim.
 * `hold`: who drives elsewhere stays there; who does not gets the focus, and does not drive it. `defer`:
 * nothing is changed.
 */
export type OnCollision = 'continue' | 'hold' | 'defer';

/** How focus and drive intent are changed by an operation. */
export interface WorkChange extends LockWait {
  /** What is done when another drives there; default `hold`. */
  readonly onCollision?: OnCollision | undefined;
  /**
   * Given by a caller who asks the engine of a shared mission next, and releases what the participant drove
   * before once that has answered: whether it was asked already who holds the claim there. `unasked`: where
   * somebody of another home does, nothing is changed yet. Default: no engine is asked.
   */
  readonly engine?: 'unasked' | 'asked' | undefined;
}

/** How focus and drive intent are changed. */
export interface WorkOptions extends Wait {
  /** What is done when another drives there; default `hold`. */
  readonly onCollision?: OnCollision | undefined;
}

/** Who drives what one wants to drive. */
export interface Holder {
  /** What is driven. */
  readonly focus: string;
  /** The participant id. */
  readonly participantId: string;
  /**
   * The name in this home; null for the home's owner, undefined where the session cannot be read, and for one
   * of another home.
   */
  readonly alias: string | null | undefined;
  /** Of a participant of another home: what is known of it; undefined for one of this home. */
  readonly elsewhere: HolderElsewhere | undefined;
  /** Whether it is alive. */
  readonly verdict: Verdict;
  /** When it was last active, as a timestamp; undefined where the session cannot be read. */
  readonly lastActivityAt: string | undefined;
  /** Whether it was only given to it, and not yet accepted. */
  readonly reserved: boolean;
  /** Since when it holds the claim, as a timestamp; undefined for one who drives without a claim. */
  readonly since: string | undefined;
  /** The term of its claim; undefined for one who drives without a claim. */
  readonly term: number | undefined;
  /** Where it works; undefined where that is not recorded. */
  readonly place: Place | undefined;
  /** What it wrote: of its work, or to whom it gave the claim. */
  readonly note: string | undefined;
}

/** Who drives in another home. What is in here was written by others. */
export interface HolderElsewhere {
  /** The name in that home; undefined where it is not known, or they own it. */
  readonly alias: string | undefined;
}

/** What a participant has to know of a claim, and of which. */
export type FocusNotice = ClaimNotice & {
  /** What the claim is of. */
  readonly focus: string;
  /** The names in this home of the participants in it, by participant id; null for the home's owner. */
  readonly aliases: ReadonlyMap<string, string | null>;
  /**
   * The names in their homes of the participants of other homes who were seen last, by participant id, written by
   * others; undefined for the owner of a home.
   */
  readonly elsewhere: ReadonlyMap<string, string | undefined>;
};

/** What a change of focus or drive intent did. */
export interface WorkOutcome {
  /** `held`: another drives there, and what `onCollision` says was done instead. */
  readonly status: 'updated' | 'held';
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** The file that selected it, where that is a pin. */
  readonly pin: string | undefined;
  /** The session as it is now. */
  readonly session: SessionState;
  /** The session as it was just before. */
  readonly former: SessionState;
  /** The claim that the participant holds now; undefined for none. */
  readonly claim: Claim | undefined;
  /** Whether that claim has begun with this change: nobody has acted on its term before. */
  readonly isNewClaim: boolean;
  /**
   * Who drives there, or for whom it is kept: of `held`, and of one who drives all the same. Undefined where nobody
   * else does, and for one who knew that it was displaced: `rivals` and `notices` say by whom.
   */
  readonly holder: Holder | undefined;
  /** Who else drives what the participant drives now, with a claim or without one. */
  readonly rivals: readonly Holder[];
  /** Who held the claim until this change: it gave it, is gone, or had it taken; undefined for nobody. */
  readonly predecessor: Holder | undefined;
  /** What to know of its claims. */
  readonly notices: readonly FocusNotice[];
  /** What to know although it was done, of severity `warning`. */
  readonly warnings: readonly Issue[];
}
