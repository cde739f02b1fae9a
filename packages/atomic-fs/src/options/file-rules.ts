import type { DirectoryOptions } from '../directory/ensure-directory.ts';
import type { ReadOptions } from '../read/read-regular-file.ts';
import type { ReadTextOptions } from '../read/read-text-file.ts';
import type { WriteOptions } from '../write/content.ts';
import type { RemoveOptions } from '../write/remove-file.ts';
import {
  flag,
  integer,
  oneOf,
  permissionBits,
  permissionBitsOrKeep,
  type Rule,
  type Rules,
} from './check-options.ts';
import { wrongType } from './wrong-argument.ts';

const durability = oneOf('full', 'atomic');

export const writeRules: Rules<WriteOptions> = {
  mode: permissionBitsOrKeep,
  owner: oneOf('keep'),
  followLinks: flag,
  parents: flag,
  durability,
};

export const removeRules: Rules<RemoveOptions> = { durability };

export const readTextRules: Rules<ReadTextOptions> = {
  maxBytes: integer(0, Number.MAX_SAFE_INTEGER - 1, 'bytes'),
  private: oneOf('check', 'repair'),
  followLinks: flag,
};

export const readRules: Rules<ReadOptions> = { ...readTextRules, into: buffer };

export const directoryRules: Rules<DirectoryOptions> = { mode: permissionBits };

/** By its tag: a `Buffer` in a test runner may be of another realm. */
function buffer(name: string, value: unknown): ReturnType<Rule> {
  if (ArrayBuffer.isView(value) && Reflect.get(value, Symbol.toStringTag) === 'Uint8Array') return;
  throw wrongType(name, 'a Uint8Array', value);
}
