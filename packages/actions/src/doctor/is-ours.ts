import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import { lstatOrNone } from './lstat-or-none.ts';

/** Whether what is at a path belongs to this user: nothing else is ever repaired. */
export function* isOurs(path: string): Operation<boolean> {
  const { uid } = yield* effects.host();
  return uid === undefined || (yield* lstatOrNone(path))?.uid === uid;
}
