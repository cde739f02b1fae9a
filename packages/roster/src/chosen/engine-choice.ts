/** Which engine a person of a home has chosen, and when. */
export interface EngineChoice {
  /** The address of the engine, without credentials, such as `git:https://example.com/team/project.git`. */
  readonly url: string;
  /** Where in the engine the roster is, in the engine's own words; undefined where that is not a question. */
  readonly namespace?: string | undefined;
  /** Whether this home only reads there: it sees the others, and is not seen. Default: false. */
  readonly readOnly?: boolean | undefined;
  /**
   * Whether the files that participants of this home change are published, by their paths in the repository, so
   * that `SameFile` is found across homes. Default: false.
   */
  readonly touching?: boolean | undefined;
  /** When a person confirmed in this home that what it shares may go there, as a timestamp. */
  readonly confirmedAt: string;
}

/** The engines that a person has confirmed in a home, each address once. */
export interface ConfirmedEngines {
  /** In the order in which they were confirmed. */
  readonly confirmed: readonly EngineChoice[];
}
