import type { DirectoryOptions } from '../directory/ensure-directory.ts';
import type { WriteOptions } from '../file/content.ts';
import type { ReadOptions } from '../file/read-regular-file.ts';
import type { RemoveOptions } from '../file/remove-file.ts';
import { integer, oneOf, permissionBits, type Rule, type Rules } from './check-options.ts';
import { wrongType } from './wrong-argument.ts';

const durability = oneOf('full', 'atomic');

export const writeRules: Rules<WriteOptions> = { mode: permissionBits, durability };

export const removeRules: Rules<RemoveOptions> = { durability };

export const readRules: Rules<ReadOptions> = {
  maxBytes: integer(0, Number.MAX_SAFE_INTEGER - 1, 'bytes'),
  private: oneOf('check', 'repair'),
  into: buffer,
};

export const directoryRules: Rules<DirectoryOptions> = { mode: permissionBits };

/** By its tag: a `Buffer` in a test runner may be of another realm. */
function buffer(name: string, value: unknown): ReturnType<Rule> {
  if (ArrayBuffer.isView(value) && Reflect.get(value, Symbol.toStringTag) === 'Uint8Array') return;
  throw wrongType(name, 'a Uint8Array', value);
}
