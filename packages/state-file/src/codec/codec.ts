import type { Issue } from '@missionctl/strict-json';

/**
 * Why something that is there is not the document it should be. `unreadable`: its content cannot be
 * had. `unparseable`: its text is not in the format at all. `wrong-shape`: it is, and says something
 * else.
 */
export type Fault = 'unreadable' | 'unparseable' | 'wrong-shape';

/** What a codec makes of a text. */
export type Decoded<T> =
  | {
      readonly ok: true;
      readonly value: T;
      /** What `encode` needs so that a rewrite loses nothing of the text; never looked into. */
      readonly keep?: unknown;
    }
  | {
      readonly ok: false;
      readonly fault: Exclude<Fault, 'unreadable'>;
      /** Every reason, none of them with a value of the text in it. */
      readonly issues: readonly Issue[];
    };

/**
 * How a value is written as the text of a file, and read from it. Both functions are pure.
 *
 * @example
 * const counter: Codec<number> = {
 *   decode: (text) =>
 *     /^\d+$/.test(text)
 *       ? { ok: true, value: Number(text) }
 *       : { ok: false, fault: 'unparseable', issues: [notANumber] },
 *   encode: (value) => String(value),
 * };
 */
export interface Codec<T> {
  /**
   * @param text - the whole file, valid UTF-8; a byte order mark is still in it
   */
  readonly decode: (text: string) => Decoded<T>;
  /**
   * @param value - what the file is to say
   * @param keep - what `decode` gave for the text that is rewritten; undefined for a new file
   * @returns the whole text of the file
   */
  readonly encode: (value: T, keep?: unknown) => string;
}
