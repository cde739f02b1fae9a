import { bracketed, deeper, type FullStyle, inAlphabet, memberText } from './json-style.ts';
import { textOfRaw } from './raw-json.ts';

/** How a value is laid out, and the objects around it, in which it must not be met again. */
interface Place {
  readonly style: FullStyle;
  readonly around: readonly object[];
}

/** Writes a value as `JSON.stringify` would, and raw JSON as its text; undefined for what JSON leaves out. */
export function writeValue(value: unknown, key: string, style: FullStyle): string | undefined {
  return write(value, key, { style, around: [] });
}

export function writeKey(key: string, style: FullStyle): string {
  return inAlphabet(JSON.stringify(key), style);
}

/** Whether a value says itself what it is in JSON, as a date does. */
export function converts(value: object): value is { toJSON(key: string): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function write(value: unknown, key: string, place: Place): string | undefined {
  const shown = isObject(value) && converts(value) ? value.toJSON(key) : value;
  if (!isObject(shown) || isBoxed(shown)) return writeScalar(shown, place.style);
  return textOfRaw(shown) ?? writeComposite(shown, place);
}

function writeComposite(value: object, { style, around }: Place): string {
  if (around.includes(value)) throw new TypeError('no JSON: a value contains itself');
  const inside: Place = { style: deeper(style), around: [...around, value] };
  if (Array.isArray(value)) {
    const items = Array.from(value, (item, at) => write(item, String(at), inside) ?? 'null');
    return bracketed(['[', ']'], items, style);
  }
  const members = Object.entries(value).flatMap(([key, member]) => {
    const text = write(member, key, inside);
    return text === undefined ? [] : [memberText(writeKey(key, style), text, style)];
  });
  return bracketed(['{', '}'], members, style);
}

function writeScalar(value: unknown, style: FullStyle): string | undefined {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : inAlphabet(text, style);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is an object that is written as the scalar in it. */
export function isBoxed(value: object): boolean {
  return (
    value instanceof String ||
    value instanceof Number ||
    value instanceof Boolean ||
    value instanceof BigInt
  );
}
