import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The types of file systems that several machines can have at once (statfs(2); linux/magic.h). */
const sharedOnLinux: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xfe534d42, // SMB2
  0xff534d42, // CIFS
  0x01021997, // 9p
  0x65735546, // FUSE, and virtiofs
  0x00c36400, // Ceph
  0x5346414f, // AFS, as OpenAFS has it
  0x6b414653, // AFS, as the kernel has it
  0x73757245, // Coda
  0x0bd00bd0, // Lustre
  0x01161970, // GFS2
  0x7461636f, // OCFS2
  0x47504653, // GPFS
  0x19830326, // BeeGFS
  0x786f4256, // folders of VirtualBox
  0xbacbacbc, // folders of VMware
]);

export function isSharedOnLinux(path: string): boolean {
  // Some of the types do not fit 31 bits, and are handed out with a sign.
  const type = nearest(path, (at) => statfsSync(at).type >>> 0);
  return type === undefined || sharedOnLinux.has(type);
}

/** macOS numbers its types as they are loaded: what is on no volume of the system may be anything. */
export function isSharedOnMac(path: string): boolean {
  const device = deviceOf(path);
  return device === undefined || !['/', '/System/Volumes/Data'].map(deviceOf).includes(device);
}

function deviceOf(path: string): number | undefined {
  return nearest(path, (at) => statSync(at).dev);
}

/** What is known of a path or, where nothing is there yet, of the directory that it will be made in. */
function nearest(path: string, ask: (at: string) => number): number | undefined {
  for (let at = path; ; at = dirname(at)) {
    try {
      return ask(at);
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing || dirname(at) === at) return undefined;
    }
  }
}
