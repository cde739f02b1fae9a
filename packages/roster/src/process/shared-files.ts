import { statfsSync } from 'node:fs';
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

/** HFS+ and APFS: macOS numbers the others as they are loaded, so none of those is known. */
const ownOnMac: ReadonlySet<number> = new Set([17, 26]);

export function isSharedOnLinux(path: string): boolean {
  const type = typeAt(path);
  return type === undefined || sharedOnLinux.has(type);
}

export function isSharedOnMac(path: string): boolean {
  const type = typeAt(path);
  return type === undefined || !ownOnMac.has(type);
}

/** The type of the file system of a path or, where nothing is there yet, of what it will be made in. */
function typeAt(path: string): number | undefined {
  for (let at = path; ; at = dirname(at)) {
    try {
      // Some of the types do not fit 31 bits, and are handed out with a sign.
      return statfsSync(at).type >>> 0;
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing || dirname(at) === at) return undefined;
    }
  }
}
