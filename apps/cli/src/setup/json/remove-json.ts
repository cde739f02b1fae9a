import type { Node } from 'jsonc-parser';
import { cut, lineBreakOf } from '../text-layout.ts';
import { type Container, endOf } from './json-document.ts';
import { triviaIn } from './json-trivia.ts';

/**
 * Takes an element or a property out as if `insertJson` had never put it in, with the objects and
 * lists around it that were made for it.
 *
 * @returns undefined when nothing is left of the text
 */
export function removeJson(text: string, node: Node): string | undefined {
  const container = node.parent as Container;
  if (!isMadeFor(text, container, node)) return removeFrom(text, container, node);
  const holder = container.parent;
  if (holder === undefined) return undefined;
  return removeJson(text, holder.type === 'property' ? holder : container);
}

/** Whether an object or list holds nothing else, and was not there, empty, before. */
function isMadeFor(text: string, container: Container, node: Node): boolean {
  if (container.children.length > 1) return false;
  if (container.parent === undefined && !isAlone(text, container)) return false;
  const isComment = ({ kind }: { readonly kind: string }): boolean => kind === 'comment';
  if (triviaIn(text, container.offset + 1, node.offset).some(isComment)) return false;
  if (triviaIn(text, endOf(node), endOf(container) - 1).some(isComment)) return false;
  return !isMarked(text, node);
}

/** Whether a text holds nothing but this, not even a comment. */
function isAlone(text: string, root: Container): boolean {
  return cut(text, root.offset, endOf(root)).trim() === '';
}

/** Whether the blank line stands behind it by which `insertJson` marks what was empty. */
function isMarked(text: string, node: Node): boolean {
  const end = lineBreakOf(text);
  return text.startsWith(end + end, endOf(node));
}

function removeFrom(text: string, container: Container, node: Node): string {
  const index = container.children.indexOf(node);
  const before = container.children[index - 1];
  const after = container.children[index + 1];
  const start = before === undefined ? container.offset + 1 : endOf(before);
  const close = endOf(container) - 1;
  const leading = triviaIn(text, start, node.offset);
  const trailing = triviaIn(text, endOf(node), after?.offset ?? close);
  const isAloneInside = container.children.length === 1 && leading.length + trailing.length === 0;
  if (isAloneInside && isMarked(text, node)) {
    return cut(text, text.lastIndexOf(lineBreakOf(text), node.offset), close);
  }
  const comma = trailing.find(isComma);
  const rest = comma === undefined ? text : cut(text, comma.offset, comma.end);
  const last = leading.at(-1);
  // What follows must not become a part of the comment that stands before.
  const isCommented =
    last !== undefined &&
    text.startsWith('//', last.offset) &&
    !/^[ \t]*\r?\n/.test(rest.slice(endOf(node)));
  const left = cut(rest, isCommented ? node.offset : (last?.end ?? start), endOf(node));
  const previous = comma === undefined ? leading.find(isComma) : undefined;
  return previous === undefined ? left : cut(left, previous.offset, previous.end);
}

function isComma({ kind }: { readonly kind: string }): boolean {
  return kind === 'comma';
}
