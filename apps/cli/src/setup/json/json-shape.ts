/** What a harness's JSON looks like where it differs from that of others. */
export interface JsonShape {
  /** Whether an event has groups, each a matcher and its handlers, rather than handlers alone. */
  readonly isGrouped: boolean;
  /** The version of the format, which is written behind a new `hooks`. */
  readonly version?: number;
}
