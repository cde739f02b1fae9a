import { UnsafeFileError } from '../errors.ts';
import { host } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';

/** What something is used for. */
export type Access = 'read' | 'write';

const writableByEveryone = 0o002;

/**
 * Refuses what belongs to another user than this one and root: its owner may change it at any time.
 * Root reads the files of all users; where it wrote, the owner could no longer change what is
 * theirs.
 *
 * @param path - where it is
 * @param facts - whose it is
 * @param access - what it is used for
 * @throws ERR_UNSAFE_FILE, reason `owner`
 * @example
 * yield* refuseForeign(path, yield* fstat(fd), 'read');
 */
export function* refuseForeign(path: string, facts: FileFacts, access: Access): Operation<void> {
  const { uid, windows } = yield* host();
  if (windows || uid === undefined || facts.uid === uid || facts.uid === 0) return;
  if (uid === 0 && access === 'read') return;
  const why =
    uid === 0
      ? `belongs to user ${facts.uid}, and what user ${uid} writes there that user could not change`
      : `belongs to user ${facts.uid}, neither to this one (${uid}) nor to root`;
  throw new UnsafeFileError(path, facts, { reason: 'owner', why, actingUid: uid });
}

/**
 * Refuses what everyone can write, whoever owns it.
 *
 * @param path - where it is
 * @param facts - its mode
 * @throws ERR_UNSAFE_FILE, reason `mode`
 * @example
 * yield* refuseWritable(path, yield* fstat(fd));
 */
export function* refuseWritable(path: string, facts: FileFacts): Operation<void> {
  if ((facts.mode & writableByEveryone) === 0 || (yield* host()).windows) return;
  const what =
    facts.kind === 'directory'
      ? 'is a directory that everyone can write'
      : 'can be written by everyone';
  throw new UnsafeFileError(path, facts, { reason: 'mode', why: what });
}
