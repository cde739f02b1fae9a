import { beginsLine, indentAt, lineBreakOf } from '../text-layout.ts';
import { type Container, endOf } from './json-document.ts';
import { triviaIn } from './json-trivia.ts';

/** What is inserted: an element of a list, or with its key a property of an object. */
export interface Insertion {
  readonly key?: string;
  readonly value: unknown;
}

/**
 * Inserts at the end of an object or a list, in the layout of what is there already. Everything else
 * stays as it is; a comment stays with what it stands behind. `removeJson` undoes it.
 */
export function insertJson(text: string, container: Container, insertion: Insertion): string {
  const last = container.children.at(-1);
  return last === undefined
    ? insertFirst(text, container, insertion)
    : insertBehind(text, container, endOf(last), last.offset, insertion);
}

/**
 * The blank line behind it says that the object or list was there before, and empty: one that setup
 * makes itself has none. What stood in it, blanks and comments, stands before it.
 */
function insertFirst(text: string, container: Container, insertion: Insertion): string {
  const end = lineBreakOf(text);
  const outer = indentAt(text, container.offset);
  const unit = unitOf(text, container);
  const inner = outer + unit;
  const close = endOf(container) - 1;
  const comment = triviaIn(text, container.offset + 1, close).at(-1);
  const entry = `${end}${inner}${laidOut(insertion, { end, inner, unit })}`;
  return comment === undefined
    ? insertAt(text, close, `${entry}${end}${end}${outer}`)
    : insertAt(text, comment.end, entry);
}

function insertBehind(
  text: string,
  container: Container,
  lastEnd: number,
  lastStart: number,
  insertion: Insertion,
): string {
  const end = lineBreakOf(text);
  const behind = triviaIn(text, lastEnd, endOf(container) - 1);
  const hasComma = behind.some(({ kind }) => kind === 'comma');
  const at = behind.at(-1)?.end ?? lastEnd;
  const unit = unitOf(text, container);
  const isBroken = beginsLine(text, lastStart) || text.slice(lastEnd, at).includes('//');
  const inner = beginsLine(text, lastStart)
    ? indentAt(text, lastStart)
    : indentAt(text, container.offset) + unit;
  const entry = isBroken
    ? `${end}${inner}${laidOut(insertion, { end, inner, unit })}`
    : ` ${inOneLine(insertion)}`;
  const inserted = insertAt(text, at, hasComma ? `${entry},` : entry);
  return hasComma ? inserted : insertAt(inserted, lastEnd, ',');
}

function laidOut(
  { key, value }: Insertion,
  { end, inner, unit }: { readonly end: string; readonly inner: string; readonly unit: string },
): string {
  const lines = JSON.stringify(value, null, unit).split('\n');
  return `${key === undefined ? '' : `${JSON.stringify(key)}: `}${lines.join(`${end}${inner}`)}`;
}

function inOneLine({ key, value }: Insertion): string {
  return `${key === undefined ? '' : `${JSON.stringify(key)}: `}${JSON.stringify(value)}`;
}

/** By how much a line is indented more than the one around it: as much as the first line is. */
function unitOf(text: string, container: Container): string {
  let root = container;
  while (root.parent !== undefined) root = root.parent as Container;
  const [first] = root.children;
  const unit =
    first !== undefined && beginsLine(text, first.offset) ? indentAt(text, first.offset) : '';
  return unit === '' ? '  ' : unit;
}

function insertAt(text: string, at: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at);
}
