/**
 * Whether a value is the same as one that was read from JSON. A member that is undefined counts as
 * absent; what JSON cannot hold (NaN, a Date, a Map) equals nothing that JSON gives.
 */
export function equalValues(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each, index) => equalValues(each, other[index]))
    );
  }
  if (isPlainObject(one)) return isPlainObject(other) && equalMembers(one, other);
  return one === other;
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
