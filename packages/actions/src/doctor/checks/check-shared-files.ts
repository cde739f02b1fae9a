import type { Operation } from '@missionctl/atomic-fs/operations';
import {
  issuerDirectory,
  missionsDirectory,
  ownDirectory,
  pointerLockPath,
  pointerPath,
} from '@missionctl/session-model';
import type { Check } from '../check.ts';
import { lstatOrNone } from '../lstat-or-none.ts';
import { hasOtherName } from './check-locks.ts';

/**
 * Files of ours that have a second name, as a snapshot by hard links (`cp -al`) gives it to all of
 * them. Each is refused, since a write elsewhere would change it; and each is sound, so that none is
 * to be moved aside. One finding for all.
 */
export const checkSharedFiles: Check = function* ({ home: { path }, files }) {
  const documents = yield* sharedOf(files.documents);
  if (documents.length === 0) return [];
  const shared = [...documents, ...(yield* sharedOf(files.locks))];
  const places = [
    missionsDirectory(path),
    issuerDirectory(path),
    ownDirectory(path),
    pointerPath(path),
    pointerLockPath(path),
  ].filter((place) => shared.some((each) => each === place || each.startsWith(`${place}/`)));
  return [{ code: 'FILES_SHARED', path, facts: { files: shared, places } }];
};

function* sharedOf(paths: readonly string[]): Operation<readonly string[]> {
  const shared: string[] = [];
  for (const path of paths) {
    const facts = yield* lstatOrNone(path);
    if (facts?.kind === 'file' && (yield* hasOtherName(path, facts))) shared.push(path);
  }
  return shared;
}
