/** What an agent is about to do, or what has become of it, whatever its harness calls that. */
export type Moment =
  /** A session begins, is resumed, or goes on without what it was shown before. */
  | { readonly kind: 'start' }
  /** The same is about to happen, and nothing will be shown then. */
  | { readonly kind: 'forgetting' }
  /** The person has written something. */
  | { readonly kind: 'prompt' }
  /** Files are about to be changed, or have just been. */
  | { readonly kind: 'edit' | 'edited'; readonly paths: readonly string[] }
  /** A shell is about to run something. */
  | { readonly kind: 'shell'; readonly command: string }
  | { readonly kind: 'subagent'; readonly change: 1 | -1 }
  /** It can only go on when the person has answered. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'end' };

/** An event of a harness. */
export interface HookEvent {
  /** As the harness calls it. */
  readonly name: string;
  /** The session whose participant it is about: a subagent's is that of its parent. */
  readonly sessionId: string;
  /** The absolute path of the directory in which the agent works; undefined where it is not said. */
  readonly directory: string | undefined;
  readonly moment: Moment;
}

/** What an agent, or its person, is to know. */
export interface Answer {
  readonly text: string;
  /**
   * Whether it must not be done without the person (`ask`), or not at all (`deny`). Default: it is only said.
   */
  readonly decision?: 'ask' | 'deny' | undefined;
  /** Variables for what the agent starts. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/** An object of JSON. */
export type Payload = Readonly<Record<string, unknown>>;

/** What is known of a harness: how it reports an event, and what it reads of an answer. */
export interface HookHarness {
  /** Undefined for an event that says nothing here. */
  readonly read: (payload: Payload) => HookEvent | undefined;
  /** Undefined where the harness has no place for it at that event: then nobody was shown anything. */
  readonly write: (event: HookEvent, answer: Answer) => object | undefined;
  /** The events at which the person alone is shown what is answered, and the agent is not. */
  readonly forPerson?: ReadonlySet<string>;
  /** The variable that names a file of variables, for the shells that the agent starts. */
  readonly variableFile?: string;
  /** Whether the session's id is in the environment of those shells. */
  readonly passesSession: boolean;
}
