import { isRecord } from './json-record.ts';
import { converts } from './write-value.ts';

/**
 * Whether a value is what `JSON.parse` gave for a text, so that the text may stand for it. Infinity is that of
 * `1e400`, and not null; -0 is not 0. The order of members does not matter.
 */
export function isSameJson(value: unknown, parsed: unknown): boolean {
  if (Array.isArray(parsed)) {
    if (!Array.isArray(value) || converts(value) || value.length !== parsed.length) return false;
    return parsed.every((item, at) => isSameJson(value[at], item));
  }
  if (!isRecord(parsed)) return Object.is(value, parsed);
  if (!isRecord(value)) return false;
  const keys = Object.keys(value);
  return (
    keys.length === Object.keys(parsed).length &&
    keys.every((key) => Object.hasOwn(parsed, key) && isSameJson(value[key], parsed[key]))
  );
}
