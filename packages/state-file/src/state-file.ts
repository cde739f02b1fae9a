import { basename, dirname, resolve } from 'node:path';
import {
  type Access,
  type Operation,
  outOfRange,
  wrongType,
  wrongValue,
} from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/strict-json';
import { checkDirectories } from './check-directories.ts';
import type { Codec } from './codec/codec.ts';
import { defaultValue } from './codec/default-value.ts';
import { type StandardSchema, schemaCodec } from './codec/schema-codec.ts';
import { guardOf } from './guard.ts';
import { absoluteFilePath } from './options/absolute-path.ts';
import { requireKeeping } from './options/require-keeping.ts';
import { optionalFunction, requireFunction, requireObject } from './options/require-option.ts';

/** Which file, what is in it, and how it is kept. */
export interface StateFileOptions<T> {
  /** Where the file is: an absolute path, or a file URL. */
  readonly path: string | URL;
  /** How the value is written as text. Give either this or `schema`. */
  readonly codec?: Codec<T> | undefined;
  /**
   * Any synchronous Standard Schema (https://standardschema.dev: valibot, zod, arktype ...) whose
   * input and output are one type. The file is JSON then, and members that the schema does not know
   * are kept with their text.
   */
  readonly schema?: StandardSchema<T> | undefined;
  /** What the file is taken to say while there is none; default: nothing. */
  readonly defaults?: NoInfer<T> | undefined;
  /** The largest file, in bytes, that is read or written; default 1 MiB. */
  readonly maxBytes?: number | undefined;
  /** The lock file, empty and never deleted; default: the path with `.lck` after it. */
  readonly lockPath?: string | URL | undefined;
  /** Looks at each value that is to be written; an issue of severity `error` refuses it. */
  readonly check?: ((value: T) => readonly Issue[]) | undefined;
  /**
   * What happens to a file that others could read: `repair` makes its mode 0600 and adds a warning,
   * `check` adds the warning only. Default `repair`.
   */
  readonly private?: 'check' | 'repair' | undefined;
  /**
   * What a write promises: `full`, that it survives a power failure when it has returned; `atomic`, that
   * a reader finds the old document or the new one, also after a crash, and no more than that. Default
   * `full`; see `replaceFile` of `@missionctl/atomic-fs`.
   */
  readonly durability?: 'full' | 'atomic' | undefined;
  /**
   * Runs before each access, and gives the warnings to begin with; throws to refuse the access.
   * Default: the directory of the file must be this user's or root's, and not writable by everyone.
   */
  readonly guard?: ((access: Access) => Operation<readonly Issue[]>) | undefined;
}

/**
 * A private document in a file, as plain data: what the functions of this package take. `D` is `T`
 * where the file has defaults.
 */
export interface StateFile<T, D extends T | undefined = T | undefined> {
  /** The absolute path of the file. */
  readonly path: string;
  /** The absolute path of its lock file. */
  readonly lockPath: string;
  /** How its value is written as text. */
  readonly codec: Codec<T>;
  /** What it is taken to say while there is none. */
  readonly defaults: D;
  /** The largest file, in bytes, that is read or written. */
  readonly maxBytes: number;
  /** Looks at each value that is to be written. */
  readonly check: (value: T) => readonly Issue[];
  /** What happens to a file that others could read. */
  readonly private: 'check' | 'repair';
  /** What a write promises. */
  readonly durability: 'full' | 'atomic';
  /** Runs before each access. */
  readonly guard: (access: Access) => Operation<readonly Issue[]>;
}

/** The largest document that is read or written, in bytes, unless another size is given. */
const defaultMaxBytes = 1024 * 1024;

/**
 * Describes a private document in a file. Nothing is touched, and nothing is kept open: the result is
 * plain data, and two descriptions of one file work together.
 *
 * @param options - the path, and either a codec or a schema
 * @returns what `readState`, `updateState` and the others take
 * @throws TypeError when a path is not absolute, the lock file would be the file itself, not exactly
 *   one of codec and schema is given, or the defaults cannot be written; RangeError for a `maxBytes`
 *   that is no positive integer
 * @example
 * const settings = stateFile({ path: '/home/me/.tool/settings.json', schema: Settings, defaults: {} });
 */
export function stateFile<T>(
  options: StateFileOptions<T> & { readonly defaults: NoInfer<T> },
): StateFile<T, T>;
/**
 * Describes a private document in a file, as above; without defaults, a change of it gets undefined
 * while there is no file.
 *
 * @param options - the path, and either a codec or a schema
 * @returns what `readState`, `updateState` and the others take
 * @throws TypeError and RangeError for options that cannot be
 * @example
 * const counter = stateFile({ path: '/home/me/.tool/counter', codec: counterCodec });
 */
export function stateFile<T>(options: StateFileOptions<T>): StateFile<T>;
export function stateFile<T>(options: StateFileOptions<T>): StateFile<T> {
  const { codec, schema } = requireObject('options', options);
  if ((codec === undefined) === (schema === undefined)) {
    throw wrongValue('options', 'given with either codec or schema');
  }
  return codecFile({ ...options, codec: codec ?? schemaCodec(schema as StandardSchema<T>) });
}

/** What `codecFile` takes: the codec is there. */
export type CodecFileOptions<T> = Omit<StateFileOptions<T>, 'schema'> & {
  /** How the value is written as text. */
  readonly codec: Codec<T>;
};

/**
 * Describes a document of a codec, as `stateFile` does: for stores, which need no schema.
 *
 * @param options - the path, the codec, and how the file is kept
 * @returns what `readState`, `updateState` and the others take
 * @throws TypeError and RangeError for the options that `stateFile` refuses
 * @example
 * const ledger = codecFile({ path: '/home/me/.tool/ledger.json', codec: ledgerCodec });
 */
export function codecFile<T>(options: CodecFileOptions<T>): StateFile<T> {
  const { codec, maxBytes = defaultMaxBytes, private: privacy = 'repair' } = options;
  const { durability = 'full' } = options;
  optionalFunction('check', options.check);
  optionalFunction('guard', options.guard);
  const path = absoluteFilePath('path', options.path);
  if (typeof maxBytes !== 'number') throw wrongType('maxBytes', 'a number of bytes', maxBytes);
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) {
    throw outOfRange('maxBytes', 'a whole number of bytes from 1 on', maxBytes);
  }
  requireKeeping({ private: privacy, durability });
  requireFunction('decode of codec', requireObject('codec', codec).decode);
  requireFunction('encode of codec', codec.encode);
  const { lockPath: lock = `${path}.lck` } = options;
  const lockPath = absoluteFilePath('lockPath', lock);
  if (basename(lockPath) === basename(path) && resolve(lockPath) === resolve(path)) {
    throw wrongValue('lockPath', 'another file than path', lockPath);
  }
  defaultValue({ codec, defaults: options.defaults });
  return {
    path,
    lockPath,
    codec,
    defaults: options.defaults,
    maxBytes,
    check: options.check ?? acceptEvery,
    private: privacy,
    durability,
    guard: guardOf(
      path,
      options.guard ?? ((access) => checkDirectories([{ path: dirname(path) }], access)),
    ),
  };
}

function acceptEvery(): readonly Issue[] {
  return [];
}
