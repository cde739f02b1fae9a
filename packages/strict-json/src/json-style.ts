import { escapeNonAscii } from './ascii.ts';

/** How JSON is laid out. The defaults are what Python's `json.dump(indent=2)` writes. */
export interface JsonStyle {
  /** Spaces for each level; 0 writes everything on one line without spaces. Default 2. */
  readonly indent?: number | undefined;
  /** Whether every character from U+007F up is written as `\uXXXX`. Default true. */
  readonly ascii?: boolean | undefined;
  /** How deep the object itself is nested in the text that it becomes a part of. Default 0. */
  readonly level?: number | undefined;
}

/** A style with its defaults filled in. */
export interface FullStyle {
  readonly indent: number;
  readonly ascii: boolean;
  readonly level: number;
}

export function fullStyle({ indent = 2, ascii = true, level = 0 }: JsonStyle): FullStyle {
  return { indent, ascii, level };
}

export function deeper(style: FullStyle): FullStyle {
  return { ...style, level: style.level + 1 };
}

/** The text of a scalar or a key, as `JSON.stringify` wrote it, in the alphabet of the style. */
export function inAlphabet(text: string, { ascii }: FullStyle): string {
  return ascii ? escapeNonAscii(text) : text;
}

/** Puts what stands between two brackets on lines of their own; nothing at all stays on one line. */
export function bracketed(
  [open, close]: readonly [open: string, close: string],
  items: readonly string[],
  { indent, level }: FullStyle,
): string {
  if (items.length === 0) return open + close;
  if (indent === 0) return open + items.join(',') + close;
  const inner = `\n${' '.repeat(indent * (level + 1))}`;
  const outer = `\n${' '.repeat(indent * level)}`;
  return open + inner + items.join(`,${inner}`) + outer + close;
}

/** One member of an object: its key's text and its value's. */
export function memberText(key: string, value: string, { indent }: FullStyle): string {
  return `${key}:${indent === 0 ? '' : ' '}${value}`;
}
