import { dirname } from 'node:path';
import {
  childPath,
  type Operation,
  replaceFile,
  underLockOf,
} from '@missionctl/atomic-fs/operations';
import { encodePointer, type PointerDocument } from '@missionctl/session-model';
import type { PointerFile } from './pointer-file.ts';

export function* writeDocument(file: PointerFile, document: PointerDocument): Operation<void> {
  yield* replaceFile(file.path, encodePointer(document));
}

/** Runs `body` under the pointer's lock, its orphaned temp files swept. */
export function* locked<T>(file: PointerFile, body: () => Operation<T>): Operation<T> {
  const { path, lockTimeoutMs: timeoutMs } = file;
  const lockPath = childPath(dirname(path), 'session.lock');
  return yield* underLockOf(path, { lockPath, timeoutMs }, body);
}
