import { effects } from '@missionctl/atomic-fs/operations';
import type { Check } from '../check.ts';

/** A home in which nothing can be changed, since its disk is full or read-only. */
export const checkDisk: Check = function* ({ home: { path }, options: { unwritableDisk } }) {
  if (unwritableDisk === undefined) return [];
  const reason = yield* effects.invoke(() => unwritableDisk(path));
  return reason === undefined ? [] : [{ code: 'DISK_UNWRITABLE', path, facts: { reason } }];
};
