/** The flags of roster. */
export interface RosterFlags {
  readonly public?: boolean;
  readonly branches?: boolean;
  readonly files?: boolean;
  readonly yes?: boolean;
}
