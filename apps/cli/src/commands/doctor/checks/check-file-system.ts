import type { Check } from '../finding.ts';

/** The types of network file systems (statfs(2); linux/magic.h). */
const networks: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB2'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
]);

/** A home on a network file system, where locks and syncing may not keep their promises. */
export const checkFileSystem: Check = ({ context, home }) => {
  const type = context.fileSystemType(home);
  // Some types do not fit into 31 bits, and arrive as negative numbers.
  const name = type === undefined ? undefined : networks.get(type >>> 0);
  if (name === undefined) return [];
  return [
    {
      code: 'NETWORK_FILE_SYSTEM',
      path: home,
      problem: `it is on ${name}`,
      impact: 'a lock may not exclude others there, and a finished write may not be durable',
      advice: 'export MISSIONCTL_HOME=<a directory on a local disk>',
    },
  ];
};
