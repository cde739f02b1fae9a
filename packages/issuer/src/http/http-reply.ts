/** One answer of the authority, its body read and bounded; none of its text is to be shown. */
export interface HttpReply {
  readonly host: string;
  readonly status: number;
  /** Undefined when it did not come whole. */
  readonly body: Uint8Array | undefined;
  /** Its headers, as they came. */
  readonly contentType: string | undefined;
  readonly encoding: string | undefined;
  /** When it was sent, by its header; milliseconds since the epoch. */
  readonly dateMs: number | undefined;
  /** When it was received, by our clock. */
  readonly receivedMs: number;
}
