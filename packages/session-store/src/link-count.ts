import type { FileFacts } from '@missionctl/atomic-fs/operations';

/**
 * The device on which a directory's link count tells of the directories in it: its name, its `.`, and
 * a `..` for each of them. That is custom and no law: btrfs says 1 of all, and ext4 of one with more
 * than 65 000. The home is the proof, since `missions` is in it; undefined without one.
 */
export function countingDevice(
  home: FileFacts | undefined,
  missions: FileFacts | undefined,
): number | undefined {
  if (home === undefined || home.links < 3) return undefined;
  return home.device === missions?.device ? home.device : undefined;
}

/** Whether directories may be in a directory; only where counting is proven a look is spared. */
export function mayHoldDirectories(
  { device, links }: FileFacts,
  counting: number | undefined,
): boolean {
  return device !== counting || links !== 2;
}
