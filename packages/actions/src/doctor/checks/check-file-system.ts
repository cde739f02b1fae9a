import { effects } from '@missionctl/atomic-fs/operations';
import type { Check } from '../check.ts';

/** The types of file systems that are reached over a network (statfs(2); linux/magic.h). */
const networks: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB2'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
]);

/** A home on a network, where locks and syncing may be other than what is promised. */
export const checkFileSystem: Check = function* ({ home: { path }, options: { fileSystemType } }) {
  if (fileSystemType === undefined) return [];
  const type = yield* effects.invoke(() => fileSystemType(path));
  if (type === undefined) return [];
  // Some of the types do not fit 31 bits, and are handed out with a sign.
  const unsigned = type >>> 0;
  const name = networks.get(unsigned);
  if (name === undefined) return [];
  return [{ code: 'NETWORK_FILE_SYSTEM', path, facts: { type: unsigned, name } }];
};
