/**
 * Whether a value is the same as one that was read from JSON. A member that is undefined counts as
 * absent; what JSON cannot hold (NaN, a Date, a Map) equals nothing that JSON gives.
 */
export function equalValues(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) {
    return Array.isArray(other) && equalElements(one, other);
  }
  if (isPlainObject(one)) return isPlainObject(other) && equalMembers(one, other);
  return one === other;
}

/** A hole counts as what it is written as, null, and so equals nothing. */
function equalElements(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (const [index, each] of one.entries()) if (!equalValues(each, other[index])) return false;
  return true;
}

type PlainObject = Readonly<Record<string, unknown>>;

function equalMembers(one: PlainObject, other: PlainObject): boolean {
  const keys = definedKeys(one);
  return (
    keys.length === definedKeys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && equalValues(one[key], other[key]))
  );
}

function definedKeys(value: PlainObject): readonly string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}

function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
