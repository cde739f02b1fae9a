import { basename, resolve } from 'node:path';
import { type ShellToken, type ShellWord, shellTokens } from './shell-words.ts';

/** A call of git in a command line. */
export interface GitCall {
  /** The absolute path of the directory in which it works; undefined where that cannot be said. */
  readonly directory: string | undefined;
  /** The word behind git's own options, such as `checkout`. */
  readonly command: string;
  /** The words behind that. */
  readonly words: readonly ShellWord[];
}

/** What stands before a command and leaves it the same. */
const before: ReadonlySet<string> = new Set(
  '! { if then elif else while until do time command builtin exec env nohup sudo'.split(' '),
);
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh']);
const deepest = 3;

/**
 * Finds the calls of git in a command line, each with the directory that `cd` and `-C` lead to.
 *
 * @param line - the command line
 * @param directory - where it is run
 */
export function gitCalls(line: string, directory: string, depth = 0): readonly GitCall[] {
  const found: GitCall[] = [];
  const outer: (string | undefined)[] = [];
  let here: string | undefined = directory;
  let words: ShellWord[] = [];
  const end = (): void => {
    const [name, ...rest] = withoutPrefix(words);
    words = [];
    if (name === undefined || !name.isLiteral) return;
    const program = basename(name.text).replace(/\.exe$/i, '');
    if (program === 'cd' || program === 'pushd') here = changed(here, rest);
    else if (program === 'git') found.push(...gitCall(here, rest));
    else if (shells.has(program) && depth < deepest) found.push(...inShell(here, rest, depth));
  };
  for (const token of shellTokens(line)) {
    if (!isOperator(token)) {
      words.push(token);
      continue;
    }
    end();
    if (token.operator === '(') outer.push(here);
    if (token.operator === ')') here = outer.pop();
  }
  end();
  return found;
}

function isOperator(token: ShellToken): token is Exclude<ShellToken, ShellWord> {
  return 'operator' in token;
}

function withoutPrefix(words: readonly ShellWord[]): readonly ShellWord[] {
  const at = words.findIndex(({ text }) => !before.has(text) && !/^[A-Za-z_]\w*=/.test(text));
  return at === -1 ? [] : words.slice(at);
}

function changed(here: string | undefined, words: readonly ShellWord[]): string | undefined {
  const [to, ...others] = words.filter(({ text }) => text !== '--');
  if (to === undefined || others.length > 0 || to.text.startsWith('-')) return undefined;
  return inside(here, to);
}

function inside(here: string | undefined, { text, isLiteral }: ShellWord): string | undefined {
  return here === undefined || !isLiteral ? undefined : resolve(here, text);
}

/** The script behind `-c` of another shell. */
function inShell(
  here: string | undefined,
  words: readonly ShellWord[],
  depth: number,
): readonly GitCall[] {
  const [flag, script] = words;
  if (here === undefined || flag === undefined || !/^-[a-z]*c$/.test(flag.text)) return [];
  return script?.isLiteral === true ? gitCalls(script.text, here, depth + 1) : [];
}

const harmless = /^(?:-p|-P|--paginate|--no-pager|--no-optional-locks|--literal-pathspecs)$/;

/** None where git is given options that may lead elsewhere. */
function gitCall(here: string | undefined, words: readonly ShellWord[]): readonly GitCall[] {
  let directory = here;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const next = words[at + 1];
    if (word?.text === '-C' && next !== undefined) {
      directory = inside(directory, next);
      at += 1;
    } else if (word?.text === '-c') {
      at += 1;
    } else if (word !== undefined && !harmless.test(word.text)) {
      const { text: command, isLiteral } = word;
      if (!isLiteral || command.startsWith('-')) return [];
      return [{ directory, command, words: words.slice(at + 1) }];
    }
  }
  return [];
}
