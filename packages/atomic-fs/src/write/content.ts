import type { FileFacts } from '../operation/system.ts';
import type { Content } from './pending-file.ts';

/** How a file is written. */
export interface WriteOptions {
  /**
   * The permission bits of the file, exact from its first byte on, whatever the umask; or `'keep'`:
   * those that the file has (0o777 and below), 0o600 when it is new. Default 0o600, whatever the old
   * file has.
   */
  readonly mode?: number | 'keep' | undefined;
  /**
   * `'keep'`: the new file gets the user and the group of the old one. It fails, and nothing is
   * changed, where this process may not give it to them: only root may give a file to another user.
   * Default: the file belongs to whoever writes it.
   */
  readonly owner?: 'keep' | undefined;
  /**
   * Whether a link at the path is followed, and the file that it leads to is written, or created; the
   * link stays. Whoever owns the link, or may write in its directory, then decides which of your
   * files is written. Default false: a link is refused.
   */
  readonly followLinks?: boolean | undefined;
  /**
   * Whether the directories that are missing above the file are created first, 0o700 and durable.
   * Costs a look and a sync of a directory with each write. Default false: they must be there.
   */
  readonly parents?: boolean | undefined;
  /**
   * `'full'`: the write survives a power failure once it has returned. `'atomic'`: readers, and a
   * crash of this process, still leave the old content or the new one, but nothing is synced: a
   * power failure may undo the write or leave an empty file. Default `'full'`.
   */
  readonly durability?: 'full' | 'atomic' | undefined;
}

/** @param old - the file that is to be replaced, if there is one */
export function contentOf(
  data: string | Uint8Array,
  { mode = 0o600, owner, durability = 'full' }: WriteOptions = {},
  old?: FileFacts,
): Content {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return {
    bytes,
    mode: mode === 'keep' ? keptMode(old) : mode,
    owner: owner === 'keep' ? old : undefined,
    durability,
  };
}

/** The bits by which a file runs as its owner were given to the old content. */
function keptMode(old: FileFacts | undefined): number {
  return old === undefined ? 0o600 : old.mode & 0o777;
}
