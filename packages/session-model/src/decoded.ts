import type { Issue } from '@missionctl/strict-json';

/**
 * Why bytes are no document: `unparseable` bytes are not the strict JSON that is read here, or were
 * torn; those of `wrong-shape` are JSON, but of something else.
 */
export type DocumentFault = 'unparseable' | 'wrong-shape';

/** What keeps bytes from being a document, every field that is wrong included. */
export interface Undecodable {
  /** No document was made. */
  readonly ok: false;
  /** What kind of failure it is. */
  readonly fault: DocumentFault;
  /** What is wrong, in the order of the keys; none contains a value. */
  readonly issues: readonly Issue[];
}

/** The outcome of reading a file: its document, or what keeps it from being one. */
export type Decoded<D> = { readonly ok: true; readonly document: D } | Undecodable;

/**
 * How one kind of document is read from a text and written to one; what a file of it needs to know.
 */
export interface DocumentCodec<D> {
  /** Reads a text. It never throws: a text that is no document is a value as well. */
  readonly decode: (text: string) => { readonly ok: true; readonly value: D } | Undecodable;
  /** Writes a document, so that reading it again gives the same. */
  readonly encode: (document: D) => string;
}
