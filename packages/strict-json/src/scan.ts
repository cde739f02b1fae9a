import { type EscapedKey, needsStandIn } from './escaped-keys.ts';
import { type Issue, jsonIssue } from './issue.ts';
import type { JsonMember } from './json-member.ts';
import { quoted } from './quoted.ts';

/** What may stand in a text. */
export interface Limits {
  readonly maxDepth: number;
  readonly forbidden: readonly string[];
}

/** What `JSON.parse` cannot show: the reason to refuse a valid text, or the texts of its members. */
export type Scanned =
  | { readonly issue: Issue }
  | {
      readonly issue: undefined;
      readonly members: readonly JsonMember[];
      /** At any depth, in the order of the text. */
      readonly escapedKeys: readonly EscapedKey[];
    };

/**
 * Looks through a JSON text once, without recursion. An invalid text may get any answer; the parser has the
 * last word on it.
 */
export function scanJson(text: string, { maxDepth, forbidden }: Limits): Scanned {
  const keysOfOpen: Set<string>[] = [];
  const members: JsonMember[] = [];
  const escapedKeys: EscapedKey[] = [];
  let open: { readonly key: string; readonly keyText: string; readonly from: number } | undefined;
  const close = (end: number): void => {
    if (open === undefined || keysOfOpen.length !== 1) return;
    const { key, keyText, from } = open;
    members.push({ key, keyText, valueText: text.slice(from, end).trim() });
    open = undefined;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      if (keysOfOpen.length >= maxDepth) return { issue: tooDeep(maxDepth) };
      keysOfOpen.push(new Set());
    } else if (character === '}' || character === ']') {
      close(at);
      keysOfOpen.pop();
    } else if (character === ',') {
      close(at);
    } else if (character === '"') {
      const end = endOfString(text, at);
      const colon = colonAfter(text, end);
      if (colon !== undefined) {
        const keyText = text.slice(at, end);
        const key = unescaped(keyText);
        const issue = objectionTo(key, forbidden, keysOfOpen.at(-1));
        if (issue !== undefined) return { issue };
        if (needsStandIn(keyText)) escapedKeys.push({ key, from: at, end });
        if (keysOfOpen.length === 1) open = { key, keyText, from: colon + 1 };
      }
      at = end - 1;
    }
  }
  return { issue: undefined, members, escapedKeys };
}

/** The index after the closing quote: the first one that an even number of backslashes precedes. */
function endOfString(text: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

/** In valid JSON a string is a key exactly when a colon follows. */
function colonAfter(text: string, end: number): number | undefined {
  let at = end;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at] === ':' ? at : undefined;
}

function objectionTo(
  key: string,
  forbidden: readonly string[],
  earlier: Set<string> | undefined,
): Issue | undefined {
  if (forbidden.includes(key))
    return jsonIssue('FORBIDDEN_KEY', `the key ${quoted(key)} is not allowed`);
  if (earlier?.has(key)) return jsonIssue('DUPLICATE_KEY', `the key ${quoted(key)} is given twice`);
  earlier?.add(key);
  return undefined;
}

function unescaped(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

function tooDeep(maxDepth: number): Issue {
  return jsonIssue('DEPTH', `this is nested more than ${maxDepth} deep`);
}
