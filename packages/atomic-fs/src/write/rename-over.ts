import { errnoOf } from '../errors.ts';
import { host, now, pause, random, rename } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';

const windowsPatienceMs = 2000;
const busyOnWindows: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Renames over the target; on Windows again while a scanner or a reader holds it open. */
export function* renameOver(from: string, to: string): Operation<void> {
  const { windows } = yield* host();
  const deadline = windows ? (yield* now()) + windowsPatienceMs : 0;
  for (let delayMs = 10; ; delayMs *= 2) {
    try {
      return yield* rename(from, to);
    } catch (error) {
      if (!windows || !busyOnWindows.has(errnoOf(error)) || (yield* now()) >= deadline) throw error;
    }
    yield* pause(Math.min(delayMs, 200) * (0.5 + (yield* random())));
  }
}
