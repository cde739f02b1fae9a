import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { RuleBrokenError } from './rule-broken-error.ts';

/** Breaks the rule unless the two are equal; what is undefined counts as missing. */
export function expectEqual(what: string, found: unknown, expected: unknown): void {
  const difference = firstDifference(what, normal(found), normal(expected));
  if (difference !== undefined) throw new RuleBrokenError(difference);
}

/** Names the innermost member that differs: the whole of two entries is too much to compare by eye. */
function firstDifference(what: string, found: unknown, expected: unknown): string | undefined {
  if (isDeepStrictEqual(found, expected)) return undefined;
  if (!isObject(found) || !isObject(expected))
    return `${what} is ${shown(found)}, and should be ${shown(expected)}`;
  const names = new Set([...Object.keys(found), ...Object.keys(expected)]);
  for (const name of names) {
    const difference = firstDifference(`'${name}' of ${what}`, found[name], expected[name]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Breaks the rule unless something holds. */
export function expectTrue(condition: boolean, otherwise: string): void {
  if (!condition) throw new RuleBrokenError(otherwise);
}

/** Breaks the rule unless a call rejects with a code. */
export async function expectCode(
  what: string,
  call: Promise<unknown>,
  code: string,
): Promise<void> {
  const found = await codeOf(call);
  if (found !== code)
    throw new RuleBrokenError(`${what} ends with ${found}, and should with ${code}`);
}

/** The code that a call rejects with; the message of an error without one. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no error';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** Breaks the rule when something takes too long. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = pause(ms, undefined, { signal: done.signal }).then(() => {
    throw new RuleBrokenError(`${what} took longer than ${ms} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    done.abort();
  }
}

/** Through JSON, as most engines carry it. */
function normal(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

const longestShown = 300;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
