import type { Content } from './pending-file.ts';

/** How a file is written. */
export interface WriteOptions {
  /**
   * The permission bits of the file, exact from its first byte on, whatever the umask and whatever
   * the old file had; default 0o600.
   */
  readonly mode?: number | undefined;
  /**
   * `'full'`: the write survives a power failure once it has returned. `'atomic'`: readers, and a
   * crash of this process, still leave the old content or the new one, but nothing is synced: a
   * power failure may undo the write or leave an empty file. Default `'full'`.
   */
  readonly durability?: 'full' | 'atomic' | undefined;
}

export function contentOf(
  data: string | Uint8Array,
  { mode = 0o600, durability = 'full' }: WriteOptions = {},
): Content {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return { bytes, mode, durability };
}
