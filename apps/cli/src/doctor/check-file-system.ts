import type { Check } from './finding.ts';

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
export const checkFileSystem: Check = ({ context, home }) => {
  const type = context.fileSystemType(home);
  // Some of the types do not fit 31 bits, and are handed out with a sign.
  const name = type === undefined ? undefined : networks.get(type >>> 0);
  if (name === undefined) return [];
  return [
    {
      code: 'NETWORK_FILE_SYSTEM',
      path: home,
      found: `it is on ${name}`,
      matters: 'there a lock may not exclude, and a write that returned may not be durable',
      advice: 'export MISSIONCTL_HOME=<a directory on a local disk>',
    },
  ];
};
