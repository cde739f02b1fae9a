import { errnoOf, type RegularFile } from '@missionctl/atomic-fs';
import { effects, type Operation, readRegularFile } from '@missionctl/atomic-fs/operations';
import type { StateFile } from '../state-file.ts';

/** The permission bits that a private file does not have. */
export const beyondOwner = 0o077;

type PrivateFile = Pick<StateFile<unknown>, 'path' | 'maxBytes' | 'private' | 'guard'>;

/** A repair of the mode is a write, which root makes only where it may write. */
export function* readPrivately(file: PrivateFile): Operation<RegularFile | undefined> {
  const { path, maxBytes, private: privacy } = file;
  if (privacy === 'check' || (yield* effects.host()).uid !== 0) {
    return yield* readRegularFile(path, { maxBytes, private: privacy });
  }
  const found = yield* readRegularFile(path, { maxBytes, private: 'check' });
  const isWide = found !== undefined && (found.mode & beyondOwner) !== 0;
  if (!isWide || !(yield* mayWrite(file))) return found;
  return yield* readRegularFile(path, { maxBytes, private: 'repair' });
}

function* mayWrite({ guard }: PrivateFile): Operation<boolean> {
  try {
    yield* guard('write');
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'ERR_UNSAFE_FILE') throw error;
    return false;
  }
}
