import { asStep } from '../operation/as-step.ts';
import { fchmod, fchown, fsync, host } from '../operation/effects.ts';
import type { FileFacts, Operation } from '../operation/system.ts';

/** Who may do what with a file that is written. */
export interface FileRights {
  /** Its permission bits. */
  readonly mode: number;
  /** Who gets it; undefined: whoever writes it. */
  readonly owner?: Pick<FileFacts, 'uid' | 'gid'> | undefined;
}

/** The mode of creation: until a file has its group, the one that it has by then gets no rights. */
export function firstModeOf({ mode, owner }: FileRights): number {
  return owner === undefined ? mode : mode & 0o700;
}

/**
 * Gives a file that was just created its owner, and then its mode. Whether anything was changed, so
 * that it has to be synced: a crash that kept the name and lost the rights would leave a file that
 * its owner cannot open.
 */
export function* setRights(
  file: { readonly fd: number; readonly path: string },
  found: FileFacts,
  rights: FileRights,
): Operation<boolean> {
  const { fd, path } = file;
  const isGiven = yield* asStep(giveToOwner(fd, found, rights), { path, step: 'chown' });
  // The wider mode must not outlive a power failure that undoes the change of the group.
  if (isGiven && rights.mode !== firstModeOf(rights)) {
    yield* asStep(fsync(fd), { path, step: 'sync' });
  }
  const isSet = yield* asStep(setMode(fd, found.mode, rights.mode), { path, step: 'chmod' });
  return isGiven || isSet;
}

/** False when the file belongs to them already, as it mostly does: then it needs no privilege. */
function* giveToOwner(fd: number, found: FileFacts, { owner }: FileRights): Operation<boolean> {
  if (owner === undefined) return false;
  if (found.uid === owner.uid && found.gid === owner.gid) return false;
  yield* fchown(fd, owner.uid, owner.gid);
  return true;
}

/** A umask, and what is not yet given, can only have taken bits away; Windows knows no such modes. */
function* setMode(fd: number, found: number, wanted: number): Operation<boolean> {
  if ((found & 0o777) === wanted || (yield* host()).windows) return false;
  yield* fchmod(fd, wanted);
  return true;
}
