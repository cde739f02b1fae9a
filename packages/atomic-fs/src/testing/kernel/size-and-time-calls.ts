import { errnoError } from '../disk/errno.ts';
import { isOwner } from '../disk/permission.ts';
import { isWritable, openInode } from './file-calls.ts';
import { change, type KernelCalls, type ProcessState, timeOf } from './kernel.ts';

/** The calls that set the size and the times of an open file: a crash may lose either alone. */
export const sizeAndTimeCalls: KernelCalls<'ftruncate' | 'futimes'> = { ftruncate, futimes };

function ftruncate(process: ProcessState, fd: number, size: number): void {
  const { file, inode } = openInode(process, fd, 'ftruncate');
  // There a file that is open for appending may not be written anywhere else (FILE_APPEND_DATA).
  if (process.kernel.windows && file.intent === 'append') throw errnoError('EPERM', 'ftruncate');
  if (!isWritable(file)) throw errnoError('EINVAL', 'ftruncate');
  const modifiedMs = timeOf(process.kernel);
  change(process, { what: 'size', inode: inode.number, size: Math.max(0, size), modifiedMs });
}

/** Nothing reads when a file was last accessed, and so it is not kept. */
function futimes(process: ProcessState, fd: number, _accessedMs: number, modifiedMs: number): void {
  const { inode } = openInode(process, fd, 'futime');
  if (!isOwner(process, inode)) throw errnoError('EPERM', 'futime');
  change(process, { what: 'times', inode: inode.number, modifiedMs });
}
