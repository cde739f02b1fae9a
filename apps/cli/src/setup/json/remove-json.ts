import type { Node } from 'jsonc-parser';
import { cut } from '../text-layout.ts';
import { emptyMark } from './insert-json.ts';
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
  return !text.startsWith(emptyMark(text, container), endOf(node));
}

/** Whether a text holds nothing but this, not even a comment. */
function isAlone(text: string, root: Container): boolean {
  return cut(text, root.offset, endOf(root)).trim() === '';
}

function removeFrom(text: string, container: Container, node: Node): string {
  const index = container.children.indexOf(node);
  const before = container.children[index - 1];
  const after = container.children[index + 1];
  const start = before === undefined ? container.offset + 1 : endOf(before);
  const leading = triviaIn(text, start, node.offset);
  const comma = triviaIn(text, endOf(node), after?.offset ?? endOf(container) - 1).find(isComma);
  const mark = emptyMark(text, container);
  const isMarked = before === undefined && leading.length === 0 && comma === undefined;
  const to = endOf(node) + (isMarked && text.startsWith(mark, endOf(node)) ? mark.length : 0);
  const rest = comma === undefined ? text : cut(text, comma.offset, comma.end);
  const last = leading.at(-1);
  // What follows must not become a part of the comment that stands before.
  const isCommented =
    last !== undefined &&
    text.startsWith('//', last.offset) &&
    !/^[ \t]*\r?\n/.test(rest.slice(to));
  const left = cut(rest, isCommented ? node.offset : (last?.end ?? start), to);
  const previous = comma === undefined ? leading.find(isComma) : undefined;
  return previous === undefined ? left : cut(left, previous.offset, previous.end);
}

function isComma({ kind }: { readonly kind: string }): boolean {
  return kind === 'comma';
}
