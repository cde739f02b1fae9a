import type { ErrorCode } from '@missionctl/actions';
import { CliError } from '../errors/cli-error.ts';
import { didYouMean, typoOf } from './did-you-mean.ts';

/** A word that is none of those that there are. */
interface UnknownWord {
  /** What is wrong with it. */
  readonly message: string;
  readonly given: string;
  readonly known: readonly string[];
  /** What to run where no known word is near. */
  readonly hint: string;
  /** Default: `USAGE`. */
  readonly code?: ErrorCode;
  readonly why?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The failure about an unknown word, which names the nearest ones. */
export function unknownWord({
  message,
  given,
  known,
  code = 'USAGE',
  ...facts
}: UnknownWord): CliError {
  const typo = typoOf(given, known);
  return new CliError(code, `${message}${didYouMean(given, known)}`, { ...facts, typo });
}
