/** A change of the active mission that came with joining or leaving. */
export interface ActiveMove {
  /** The mission that was active before; undefined for none. */
  readonly from: string | undefined;
  /** The mission that is active now; undefined for none. */
  readonly to: string | undefined;
  /** The mission that a switch to the previous one leads to; undefined when there is none. */
  readonly previous: string | undefined;
}
