import type { Content } from './pending-file.ts';

/** The content of a file. A string is written as UTF-8. */
export type Data = string | Uint8Array;

/** How a file is written. */
export interface WriteOptions {
  /** The permission bits of the file from its first byte on, whatever the umask; default 0o600. */
  readonly mode?: number | undefined;
  /**
   * `full`: the write is durable when it has returned. `atomic`: a reader and a crash of this
   * process still see old or new, but nothing is synced, and a power failure may take the write
   * back or leave an empty file. Default `full`.
   */
  readonly durability?: 'full' | 'atomic' | undefined;
}

export function contentOf(
  data: Data,
  { mode = 0o600, durability = 'full' }: WriteOptions = {},
): Content {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return { bytes, mode, durability };
}
