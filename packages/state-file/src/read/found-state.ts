import type { Issue } from '@missionctl/strict-json';
import type { Fault } from '../codec/codec.ts';
import type { StateFile } from '../state-file.ts';

/** What is at the path of a state file. */
export type ReadState<T> = PresentState<T> | AbsentState<T> | DamagedState;

/** The document is there, and whole. */
export interface PresentState<T> {
  /** Distinguishes it from the other results of reading. */
  readonly status: 'present';
  /** What it says. */
  readonly value: T;
  /** Equal for equal content, and without other meaning: what `saveState` expects. */
  readonly version: string;
  /** What to know about the file although it could be read. */
  readonly warnings: readonly Issue[];
}

/** Nothing is there. */
export interface AbsentState<T> {
  /** Distinguishes it from the other results of reading. */
  readonly status: 'absent';
  /** The defaults, where the file has some. */
  readonly value?: T | undefined;
}

/** Something is there, and it is not the document. It is never overwritten. */
export interface DamagedState {
  /** Distinguishes it from the other results of reading. */
  readonly status: 'damaged';
  /** In which of three ways. */
  readonly fault: Fault;
  /** The path of the file. */
  readonly path: string;
  /** Every reason; no message contains a value of the file. */
  readonly issues: readonly Issue[];
}

/** What was read, with what a rewrite needs in order to lose nothing. */
export type StoredState<T> =
  | (PresentState<T> & { readonly keep: unknown })
  | AbsentState<T>
  | DamagedState;

/** What reading needs to know of a file. */
export type ReadableFile<T> = Pick<
  StateFile<T>,
  'path' | 'codec' | 'maxBytes' | 'private' | 'defaults' | 'guard'
>;
