import { ConfigurationError } from './configuration-error.ts';

/** What setup does to the text of one configuration file, in its language. */
export interface ConfigurationFormat {
  /** Whether the text has every entry of setup as it is to be, and no older one. */
  readonly isComplete: (text: string) => boolean;
  /**
   * Adds all entries to a text that has none of them.
   *
   * @param text - undefined for a new file
   * @param isLastBroken - whether a new file ends with a line break
   * @throws ConfigurationError
   */
  readonly add: (text: string | undefined, isLastBroken: boolean) => string;
  /**
   * Takes the entries of setup out: what `add` returned becomes the text that it was given.
   *
   * @returns undefined for a file that `add` made, once nothing else is in it
   * @throws ConfigurationError
   */
  readonly remove: (text: string) => string | undefined;
  /** What a file holds in which nothing is. */
  readonly empty: string;
}

/**
 * The text with all entries of setup, and those of an earlier setup taken out.
 *
 * @param text - undefined where there is no file
 * @param isLastBroken - whether a new file ends with a line break
 * @throws ConfigurationError
 */
export function withEntries(
  format: ConfigurationFormat,
  text: string | undefined,
  isLastBroken: boolean,
): string {
  if (text === undefined) return checked(format, undefined, format.add(undefined, isLastBroken));
  if (format.isComplete(text)) return text;
  const bare = format.remove(text);
  return checked(format, bare, format.add(bare, text.endsWith('\n')));
}

/** Nothing is written that setup could not take out again, byte for byte. */
function checked(format: ConfigurationFormat, bare: string | undefined, full: string): string {
  if (format.isComplete(full) && format.remove(full) === bare) return full;
  const message = 'what setup adds could not be taken out of it again without a trace';
  throw new ConfigurationError('taken', message, 0);
}
