import { quoteForShell } from './quote-for-shell.ts';

/** A word that was given, and the known one that it is taken for. */
export interface Typo {
  readonly given: string;
  readonly nearest: string;
}

/** Whatever comes with one of these may be nobody else's to see. */
const mayBeSecret = /key|token|secret|password|url|participant|run-id/i;

/**
 * The command line as it was given, with one word corrected.
 *
 * @returns undefined where the word does not stand in it, and where it must not be repeated
 */
export function correctedLine(
  argv: readonly string[] | undefined,
  { given, nearest }: Typo,
): string | undefined {
  const own = given === '' ? undefined : ownWords(argv);
  if (own === undefined) return undefined;
  const corrected = own.map((word) => correctedWord(word, { given, nearest }));
  const at = corrected.findLastIndex((word) => word !== undefined);
  if (at === -1) return undefined;
  return lineOf(
    argv,
    own.map((word, index) => (index === at ? (corrected[at] ?? word) : word)),
  );
}

/** The command line as it was given, with words added; undefined where it must not be repeated. */
export function extendedLine(
  argv: readonly string[] | undefined,
  added: readonly string[],
): string | undefined {
  const own = ownWords(argv);
  return own && lineOf(argv, [...own, ...added]);
}

/** The words before `--`. */
function ownWords(argv: readonly string[] = []): readonly string[] | undefined {
  const separator = argv.indexOf('--');
  const own = separator === -1 ? argv : argv.slice(0, separator);
  return own.length === 0 || own.some((word) => mayBeSecret.test(word)) ? undefined : own;
}

/** The words behind `--` are another program's: what they hold is not known. */
function lineOf(argv: readonly string[] | undefined, own: readonly string[]): string {
  const rest = argv?.includes('--') === true ? ' -- <command>' : '';
  return `missionctl ${own.map((word) => quoteForShell(word)).join(' ')}${rest}`;
}

/** The word as it should have been: all of it, a flag before `=`, or its value behind; undefined for others. */
function correctedWord(word: string, { given, nearest }: Typo): string | undefined {
  if (word === given) return nearest;
  const [flag = ''] = word.split('=', 1);
  if (!word.startsWith('-') || flag === word) return undefined;
  if (flag === given) return `${nearest}${word.slice(flag.length)}`;
  return word === `${flag}=${given}` ? `${flag}=${nearest}` : undefined;
}
