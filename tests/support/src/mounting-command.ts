import { spawnSync } from 'node:child_process';

const candidates = ['unshare --mount', 'unshare --user --map-root-user --mount'];

/**
 * Returns the words before a command that let it mount a tmpfs, in a mount namespace that ends with
 * it; undefined, with a warning, where neither root nor a user namespace may.
 */
export function mountingCommand(): string | undefined {
  const mounting = candidates.find(
    (each) => spawnSync('sh', ['-c', `${each} mount -t tmpfs tmpfs /mnt`]).status === 0,
  );
  if (mounting !== undefined) return mounting;
  if (process.env['MISSIONCTL_REQUIRE_LAB'] === '1') throw new Error('lab required: a tmpfs');
  console.warn('SKIPPED, disks that are full: no tmpfs can be mounted');
  return undefined;
}
