/** A word of a command line. */
export interface ShellWord {
  readonly text: string;
  /** Whether the text is what the program is given: nothing in it is for the shell to replace. */
  readonly isLiteral: boolean;
}

/** What stands between words, and ends a command. */
export type ShellToken = ShellWord | { readonly operator: string };

/** The longest first. */
const operator = /^(?:&&|\|\||;;|\|&|[;&|()\n])/;
const blank = /^(?:[ \t\r]+|\\\n|#[^\n]*)/;
const redirection = /^\d*(?:&>>?|>>|>&|>\||<>|<&|[<>])[ \t]*/;

/**
 * Splits a command line as a POSIX shell does, as far as that can be said without running it. It stops at
 * what it does not know, such as a here-document: the tokens are what stands before that.
 *
 * @param line - one or more lines, of whatever length
 */
export function* shellTokens(line: string): Generator<ShellToken> {
  let rest = line;
  let skips = false;
  while (rest !== '') {
    const [space = ''] = blank.exec(rest) ?? [];
    rest = rest.slice(space.length);
    if (space !== '' || rest === '') continue;
    const [between] = operator.exec(rest) ?? [];
    if (between !== undefined) {
      rest = rest.slice(between.length);
      yield { operator: between };
      continue;
    }
    if (/^(?:\d*<<|[<>]\()/.test(rest)) return;
    const [redirects] = redirection.exec(rest) ?? [];
    if (redirects !== undefined) {
      rest = rest.slice(redirects.length);
      skips = true;
      continue;
    }
    const taken = takeWord(rest);
    if (taken === undefined) return;
    rest = rest.slice(taken.length);
    // The name of a file is no word of the command.
    if (!skips) yield taken.word;
    skips = false;
  }
}

interface TakenWord {
  readonly word: ShellWord;
  readonly length: number;
}

/** In single quotes, in double quotes, behind a backslash, or in none of these. */
const quoted = /^(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^'"\\$`\s;&|()<>]+))/;

/** The word at the beginning of a text; undefined where it does not end. */
function takeWord(text: string): TakenWord | undefined {
  let value = '';
  let isLiteral = true;
  let at = 0;
  while (at < text.length && !/[\s;&|()<>]/.test(text.charAt(at))) {
    const rest = text.slice(at);
    const [whole, single, double, escaped, plain] = quoted.exec(rest) ?? [];
    const length = whole?.length ?? expansionLength(rest);
    if (length === undefined) return undefined;
    isLiteral &&=
      whole !== undefined && !isExpanded(double) && !isPattern(plain, { isFirst: at === 0 });
    value += single ?? double?.replace(/\\([$`"\\\n])/g, '$1') ?? escaped ?? plain ?? '';
    at += length;
  }
  return at === 0 ? undefined : { word: { text: value, isLiteral }, length: at };
}

/** Whether there is a variable or a substitution in double quotes. */
function isExpanded(double = ''): boolean {
  return /(?:^|[^\\])[$`]/.test(double);
}

/** A shell makes other words of a pattern, and another path of a tilde at the beginning. */
function isPattern(plain = '', { isFirst }: { readonly isFirst: boolean }): boolean {
  return /[*?[{]/.test(plain) || (isFirst && plain.startsWith('~'));
}

/** How long a variable or a substitution is; undefined where it does not end. */
function expansionLength(text: string): number | undefined {
  const simple =
    /^(?:\$(?:[A-Za-z_]\w*|[0-9@*#?$!-]|\{[^{}]*\})|`[^`]*`|\$'(?:[^'\\]|\\[\s\S])*')/.exec(text);
  if (simple !== null) return simple[0].length;
  if (!text.startsWith('$(')) return text.startsWith('$') ? 1 : undefined;
  let depth = 0;
  for (let at = 1; at < text.length; at += 1) {
    // A parenthesis in quotes would end it too early, or never.
    if (`'"\`\\`.includes(text.charAt(at))) return undefined;
    if (text.charAt(at) === '(') depth += 1;
    if (text.charAt(at) === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}
