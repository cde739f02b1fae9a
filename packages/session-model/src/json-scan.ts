import { jsonIssue } from './decoded.ts';
import type { Issue } from './issue.ts';
import { quoted } from './quoted.ts';

/** The keys that mean something to JavaScript, and that no document of ours has. */
export const forbiddenKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Finds in one pass, without recursion, what a JSON text may be refused for although it is valid, and
 * what `JSON.parse` cannot show: its depth, a key given twice, a forbidden key.
 * An invalid text may get any answer; the parser has the last word on it.
 */
export function findForbiddenJson(
  text: string,
  maxDepth: number,
  forbidden: readonly string[],
): Issue | undefined {
  const keysOfOpen: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      if (keysOfOpen.length >= maxDepth) return tooDeep(maxDepth);
      keysOfOpen.push(new Set());
    } else if (character === '}' || character === ']') {
      keysOfOpen.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      const issue =
        isKey(text, end) && checkKey(unescaped(text.slice(at, end)), forbidden, keysOfOpen.at(-1));
      if (issue) return issue;
      at = end - 1;
    }
  }
  return undefined;
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
function isKey(text: string, end: number): boolean {
  let at = end;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at] === ':';
}

function checkKey(
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
