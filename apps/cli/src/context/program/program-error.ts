/** The text of a command line or an environment that is to blame. */
export type Culprit =
  /** Counted from 1; 0 is the command. */
  { readonly argument: number } | { readonly variable: string };

/** A file that was found, and cannot be run. */
interface Unusable {
  readonly path: string;
}

/** A program that is not started, and why not. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
  /** The name of an errno. */
  readonly code: string;
  readonly culprit: Culprit | Unusable | undefined;

  constructor(code: string, message: string, culprit?: Culprit | Unusable) {
    super(message);
    this.code = code;
    this.culprit = culprit;
  }
}

/** The text that is to blame, as a sentence begins. */
export function nameOfCulprit(culprit: Culprit): string {
  if ('variable' in culprit) return `the variable '${culprit.variable}'`;
  return culprit.argument === 0 ? 'the command' : `argument ${culprit.argument} of the command`;
}
