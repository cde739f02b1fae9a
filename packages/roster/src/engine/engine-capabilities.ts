/** What an engine can do, known once it is open. */
export interface EngineCapabilities {
  /**
   * In which order a watch reports changes. `'total'`: as they happened. `'per-record'`: those of one
   * entry or claim as they happened, and those of several in any order.
   */
  readonly ordering: 'total' | 'per-record';
  /** How a watch learns of changes. */
  readonly watch: { readonly kind: 'push' } | PollingWatch;
  /**
   * What an acknowledged write survives. `'volatile'`: nothing that ends the engine. `'durable'`: a power
   * failure of any one machine of the engine. `'host'`: what whoever runs the engine has arranged.
   */
  readonly durability: 'volatile' | 'host' | 'durable';
  /** Whether this client may write; one that may not sees, and is not seen. */
  readonly write: boolean;
}

/** A watch that asks again and again. */
export interface PollingWatch {
  /** It asks. */
  readonly kind: 'poll';
  /** How long it waits in between, in milliseconds, while nothing fails. */
  readonly everyMs: number;
}
