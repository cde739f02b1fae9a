import type { RegularFile } from '@missionctl/atomic-fs';
import { decodeUtf8, type Issue } from '@missionctl/strict-json';
import { decodeWith } from '../codec/call-codec.ts';
import { versionOf } from '../version.ts';
import type { ReadableFile, StoredState } from './found-state.ts';

/** What the content of a file says, or why it is damaged. */
export function decodeFile<T>(
  { path, codec }: ReadableFile<T>,
  found: RegularFile,
  warnings: readonly Issue[],
): StoredState<T> {
  const text = decodeUtf8(found.bytes);
  if (text === undefined)
    return { status: 'damaged', fault: 'unparseable', path, issues: [notUtf8] };
  const decoded = decodeWith(codec, text);
  if (!decoded.ok) {
    return { status: 'damaged', fault: decoded.fault, path, issues: decoded.issues };
  }
  return {
    status: 'present',
    value: decoded.value,
    // Most readers show what they read and never write it.
    get version() {
      return versionOf(found.bytes);
    },
    warnings,
    keep: decoded.keep,
  };
}

const notUtf8: Issue = {
  code: 'JSON_ENCODING',
  severity: 'error',
  field: '',
  message: 'this is not UTF-8',
};
