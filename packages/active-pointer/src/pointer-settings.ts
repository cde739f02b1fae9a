export interface PointerSettings {
  /** The absolute path of the home. Nothing is created by reading. */
  readonly home: string;
  /** Milliseconds since the epoch, possibly with a fraction: `Date.now` will do. */
  readonly clock: () => number;
  /** How long a change waits for the pointer's lock, in milliseconds; default 5000. */
  readonly lockTimeoutMs?: number;
  /** `false`: a mode that is too wide is left alone; default true: made 0600, in silence. */
  readonly tighten?: boolean;
}
