/** Who drives a focus, as it was recorded; one record for each focus that anybody ever drove. */
export interface Claim {
  /** What is driven, such as `wp:WP01`. */
  readonly focus: string;
  /** The participant id of who drives it; undefined after a release. */
  readonly holder: string | undefined;
  /** Goes up by one with each new holder, and never back: a release keeps it. */
  readonly term: number;
  /** When its holder got it, as a timestamp. */
  readonly since: string;
  /** Why it was taken from somebody who was not gone. */
  readonly reason?: string | undefined;
  /** The participant id of whom the holder gave it to, and who has not yet accepted. */
  readonly reservedFor?: string | undefined;
  /** Who held it before, and how it went over. */
  readonly former?: Former | undefined;
  /** Who asked for it, in the order in which they did. */
  readonly wantedBy: readonly Wish[];
  /** What the holder wrote: of its work, or to the receiver. */
  readonly note?: string | undefined;
}

/** A former holder of a claim. */
export interface Former {
  /** The participant id. */
  readonly holder: string;
  /** The term in which it was theirs. */
  readonly term: number;
  /** `gone`: they had ended. `taken`: from one who had not. `given`: they gave it themselves. */
  readonly how: 'gone' | 'taken' | 'given';
}

/** A request to the holder of a claim. */
export interface Wish {
  /** The participant id of who asks. */
  readonly by: string;
  /** When, as a timestamp. */
  readonly at: string;
  /** What they wrote. */
  readonly note?: string | undefined;
}
