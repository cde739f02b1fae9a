/** How much of what the suite does; more of it finds rarer mistakes. */
export interface ConformanceBounds {
  /** How many clients claim one focus at the same time; default: 8. */
  readonly claimants?: number | undefined;
  /** How often they do; default: 100. */
  readonly rounds?: number | undefined;
  /** How many clients publish at the same time; default: 8. */
  readonly writers?: number | undefined;
  /** How many entries each of them publishes; default: 10. */
  readonly publishes?: number | undefined;
  /** How long anything may take, in milliseconds, watches included; default: 30,000. */
  readonly patienceMs?: number | undefined;
  /** How long nothing must happen where nothing may, in milliseconds; default: 200. */
  readonly quietMs?: number | undefined;
  /** How long calls are given during an outage, in milliseconds; default: 500. */
  readonly outageMs?: number | undefined;
  /** How long after each step a client is killed, in milliseconds; default: 0, 1, 5 and 20. */
  readonly killsAfterMs?: readonly number[] | undefined;
}

/** The bounds, complete. */
export type Bounds = {
  readonly [Name in keyof ConformanceBounds]-?: Exclude<ConformanceBounds[Name], undefined>;
};

export function withDefaults(given: ConformanceBounds = {}): Bounds {
  return {
    claimants: given.claimants ?? 8,
    rounds: given.rounds ?? 100,
    writers: given.writers ?? 8,
    publishes: given.publishes ?? 10,
    patienceMs: given.patienceMs ?? 30_000,
    quietMs: given.quietMs ?? 200,
    outageMs: given.outageMs ?? 500,
    killsAfterMs: given.killsAfterMs ?? [0, 1, 5, 20],
  };
}
