import { jsonIssue, kindOf, type Undecodable, unparseable, wrongShape } from './decoded.ts';
import { findForbiddenJson, forbiddenKeys } from './json-scan.ts';

// A global of every platform, which the compiler only knows together with one platform's types.
declare const TextDecoder: new (
  encoding: 'utf-8',
  options: { readonly fatal: true; readonly ignoreBOM: true },
) => { decode(bytes: Uint8Array): string };

/** The object a strict JSON text holds, fresh, or why there is none. */
export type JsonObject =
  | { readonly ok: true; readonly value: Record<string, unknown> }
  | Undecodable;

export interface JsonOptions {
  /** How deep it may be nested, counting the object itself; default 32. */
  readonly maxDepth?: number;
  /** Keys that are names of somebody's choosing may be `constructor` and `prototype`; default false. */
  readonly anyName?: boolean;
}

/**
 * Reads one JSON object strictly. Unparseable are: bytes that are not UTF-8, a byte order mark, all that
 * is not exactly one JSON text, nesting deeper than `maxDepth`, and, at any depth and after unescaping, a
 * key given twice or named `__proto__`, `constructor` or `prototype`. JSON that is no object is of the
 * wrong shape. Of the source, messages show keys only.
 */
export function readJsonObject(
  source: string | Uint8Array,
  { maxDepth = 32, anyName = false }: JsonOptions = {},
): JsonObject {
  const text = textOf(source);
  if (text === undefined) return unparseable(jsonIssue('ENCODING', 'this is not UTF-8'));
  if (text.charCodeAt(0) === byteOrderMark) {
    return unparseable(jsonIssue('BYTE_ORDER_MARK', 'this begins with a byte order mark'));
  }
  const forbidden = findForbiddenJson(text, maxDepth, anyName ? ['__proto__'] : forbiddenKeys);
  return forbidden === undefined ? parseObject(text) : unparseable(forbidden);
}

function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not the engine's message: it quotes the text around the fault, and that may be a token.
    const empty = text.trim() === '';
    return unparseable(jsonIssue('SYNTAX', empty ? 'this is empty' : 'this is not valid JSON'));
  }
  if (isObject(value)) return { ok: true, value };
  return wrongShape([jsonIssue('NOT_OBJECT', `this is ${kindOf(value)}, not a JSON object`)]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const byteOrderMark = 0xfeff;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The source as text, a byte order mark and all; undefined when it is not UTF-8. */
export function textOf(source: string | Uint8Array): string | undefined {
  if (typeof source === 'string') return source;
  try {
    return utf8.decode(source);
  } catch {
    return undefined;
  }
}
