import { type Issue, quoted } from '@missionctl/session-model';

// Presence and claims are read and written by one table each, which names every member once: as it
// is in memory, as it is on disk, and what it may be.

/** How one value is read from JSON, and written as JSON. */
export interface Shape<T> {
  /** Reads it; what it cannot be is refused, by the name of the member that holds it. */
  readonly read: (json: unknown, field: string, refuse: Refuse) => T | undefined;
  /** As it is on disk. */
  readonly write: (value: T) => unknown;
}

/** Says that a member is not what it must be. */
export type Refuse = (field: string, expected: string) => void;

/** The issue of a member that is not what it must be; its message never shows the value. */
export function shapeIssue(field: string, expected: string): Issue {
  const message = `${field === '' ? 'this' : quoted(field)} is not ${expected}`;
  return { code: 'ROSTER_SHAPE', severity: 'error', field, message };
}

function scalar<T>(expected: string, isOne: (json: unknown) => json is T): Shape<T> {
  return {
    read: (json, field, refuse) => (isOne(json) ? json : refused(refuse, field, expected)),
    write: (value) => value,
  };
}

function refused(refuse: Refuse, field: string, expected: string): undefined {
  refuse(field, expected);
}

/** Any text. */
export const text: Shape<string> = scalar('a text', (json) => typeof json === 'string');

/** Yes or no. */
export const truth: Shape<boolean> = scalar('true or false', (json) => typeof json === 'boolean');

/** A whole number from 0 on. */
export const count: Shape<number> = scalar(
  'a whole number',
  (json): json is number => Number.isSafeInteger(json) && Number(json) >= 0,
);

const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** A time as this tool writes it. */
export const timestamp: Shape<string> = scalar(
  'a time such as 2026-02-15T13:16:02.154627Z',
  (json): json is string => typeof json === 'string' && written.test(json),
);

/** One of some words. */
export function oneOf<const W extends string>(...words: readonly W[]): Shape<W> {
  const isOne = (json: unknown): json is W => words.some((word) => word === json);
  return scalar(words.join(' or '), isOne);
}

/** A member that may be missing, or null. */
export function optional<T>({ read, write }: Shape<T>): Shape<T | undefined> {
  return {
    read: (json, field, refuse) =>
      json === undefined || json === null ? undefined : read(json, field, refuse),
    write: (value) => (value === undefined ? undefined : write(value)),
  };
}

/** A list, or a missing one, which is empty. */
export function listOf<T>(element: Shape<T>): Shape<readonly T[]> {
  return {
    read: (json = [], field, refuse) => {
      if (!Array.isArray(json)) return refused(refuse, field, 'a list');
      return json.flatMap((each, at) => {
        const value = element.read(each, `${field}[${at}]`, refuse);
        return value === undefined ? [] : [value];
      });
    },
    write: (values) => values.map(element.write),
  };
}

/** What a later version wrote into an element of a list: it goes wherever the element goes. */
const unknownMembers: unique symbol = Symbol('members that this version does not know');

/** The value with the unknown members of the one that it replaces, unless it has its own. */
export function withUnknownOf<T extends object>(former: T, value: T): T {
  if (unknownMembers in value || !(unknownMembers in former)) return value;
  return { ...value, [unknownMembers]: former[unknownMembers] };
}

/** For each property of an object the name on disk, and what it may be. */
export type Members<T> = {
  readonly [P in keyof T]-?: readonly [key: string, shape: Shape<T[P]>];
};

/** An object, by the table of its members. */
export function objectOf<T extends object>(members: Members<T>): Shape<T> {
  const table = Object.entries(members) as readonly [
    property: string,
    member: readonly [key: string, shape: Shape<unknown>],
  ][];
  const known = new Set(table.map(([, [key]]) => key));
  return {
    read: (json, field, refuse) => {
      if (!isRecord(json)) return refused(refuse, field, 'an object');
      const read = table.map(([property, [key, shape]]) => {
        const place = field === '' ? key : `${field}.${key}`;
        return [property, shape.read(json[key], place, refuse)] as const;
      });
      const others = Object.entries(json).filter(([key]) => !known.has(key));
      const value = Object.fromEntries(read.filter(([, member]) => member !== undefined));
      return (others.length === 0 ? value : { ...value, [unknownMembers]: others }) as T;
    },
    write: (value) => {
      const held = value as Readonly<Record<PropertyKey, unknown>>;
      const written = table.map(([property, [key, shape]]) => [key, shape.write(held[property])]);
      const others = (held[unknownMembers] ?? []) as readonly (readonly [string, unknown])[];
      return Object.fromEntries([...written, ...others]);
    },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
