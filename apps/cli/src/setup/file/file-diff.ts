import type { ConfigurationFormat } from '../configuration-format.ts';
import { type Hunk, hunksOf } from './line-diff.ts';

/**
 * A unified diff of a configuration file. Lines that are not of setup may hold keys and tokens: of
 * one that changes no more is shown than what comes or goes.
 */
export function fileDiff(
  path: string,
  { before, after }: { readonly before: string | undefined; readonly after: string | undefined },
  format: ConfigurationFormat,
): readonly string[] {
  const own = new Set(linesOf(format.add(undefined, true)).map(essence));
  const shown = (line: string, other: string | undefined): string =>
    own.has(essence(line)) ? line : hidden(line, other);
  const hunks = hunksOf(linesOf(before ?? ''), linesOf(after ?? ''));
  return [
    `--- ${before === undefined ? '/dev/null' : path}`,
    `+++ ${after === undefined ? '/dev/null' : path}`,
    ...hunks.flatMap((hunk) => [
      header(hunk),
      ...hunk.removed.flatMap((line, at) => `-${shown(line, hunk.added[at])}`.split('\n')),
      ...hunk.added.flatMap((line, at) => `+${shown(line, hunk.removed[at])}`.split('\n')),
    ]),
  ];
}

/** Of a text that does not end with a line break the last line says so, as `diff` has it. */
function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  return lines.at(-1) === ''
    ? lines.slice(0, -1)
    : [...lines.slice(0, -1), `${lines.at(-1)}${noBreak}`];
}

const noBreak = '\n\\ No newline at end of file';

function header({ before, after, removed, added }: Hunk): string {
  return `@@ -${rangeOf(before, removed)} +${rangeOf(after, added)} @@`;
}

/** A range of no lines is named by the line before it. */
function rangeOf(preceding: number, { length }: readonly string[]): string {
  return length === 1
    ? `${preceding + 1}`
    : `${length === 0 ? preceding : preceding + 1},${length}`;
}

function essence(line: string): string {
  return line.replace(noBreak, '').trim().replace(/,$/, '');
}

/** What a line has more than the one in whose place it stands, if that is one piece. */
function hidden(line: string, other = ''): string {
  const text = line.replace(noBreak, '').trimEnd();
  const rest = other.replace(noBreak, '').trimEnd();
  const [indent = ''] = /^[ \t]*/.exec(text) ?? [];
  const end = line.endsWith(noBreak) ? noBreak : '';
  const before = commonLength(text, rest);
  const after = commonLength(
    [...text.slice(before)].toReversed().join(''),
    [...rest.slice(before)].toReversed().join(''),
  );
  const isOnePiece = other !== '' && before + after === rest.length;
  const piece = isOnePiece ? text.slice(before, text.length - after) : '';
  return `${indent}…${piece}${piece !== '' && after > 0 ? '…' : ''}${end}`;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
