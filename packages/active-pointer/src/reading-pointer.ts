import type { Operation } from '@missionctl/atomic-fs/operations';
import type { MissionId } from '@missionctl/session-model';
import { guardedFile, type Pointer, pointerOf, readDocument } from './pointer-file.ts';
import type { PointerSettings } from './pointer-settings.ts';

/** What a pointer can tell. */
export interface ReadingPointer {
  /**
   * The active mission and the one before. Creates nothing.
   *
   * @throws ERR_POINTER_DAMAGED; ERR_UNSAFE_FILE when the file, or the home, can be written by
   *   everyone, or the file is not ours; ERR_UNUSABLE_DIRECTORY when the home is no directory, or
   *   is closed to its owner
   */
  read(): Operation<Pointer>;

  /** The mission that was active before. @throws what `read` throws */
  previous(): Operation<MissionId | undefined>;
}

/** The half of a pointer that reads. @throws TypeError when the home is not an absolute path */
export function readingPointer(settings: PointerSettings): ReadingPointer {
  function* read(): Operation<Pointer> {
    const file = yield* guardedFile(settings);
    return pointerOf(file.path, yield* readDocument(file));
  }
  return {
    read,
    *previous() {
      return (yield* read()).previous;
    },
  };
}
