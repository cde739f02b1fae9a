import {
  close,
  fchmod,
  fchown,
  fstat,
  fsync,
  ftruncate,
  futimes,
  link,
  lstat,
  mkdir,
  open,
  read,
  readdir,
  readlink,
  rename,
  rmdir,
  unlink,
  write,
} from 'node:fs';
import { errnoOf } from '../errors.ts';
import type { Call, System } from '../operation/system.ts';
import { exactFactsOf } from './file-facts.ts';
import { transferLength } from './longest-transfer.ts';
import { openFlags } from './open-flags.ts';
import { withoutChanges } from './without-changes.ts';

/** Takes the error of a call, or its answer: how Node's callbacks are called. */
export type Settle<T> = (error: unknown, answer?: T) => void;

/** Calls that are started here and settled later. */
export type StartedCalls = {
  readonly [C in Call]?: (
    settle: Settle<ReturnType<System[C]>>,
    ...args: Parameters<System[C]>
  ) => void;
};

/**
 * The calls that Node can make in its thread pool, which are all that are made on files. Through
 * callbacks and numeric descriptors: a FileHandle would be closed by the garbage collector.
 */
export const poolCalls: StartedCalls = withoutChanges({
  lstat: (settle, path) =>
    lstat(path, { bigint: true }, (error, stats) => {
      if (error === null) settle(null, exactFactsOf(stats));
      else settle(errnoOf(error) === 'ENOENT' ? null : error);
    }),
  open: (settle, path, intent, mode) => open(path, openFlags[intent], mode, settle),
  fstat: (settle, fd) =>
    fstat(fd, { bigint: true }, (error, stats) => {
      if (error === null) settle(null, exactFactsOf(stats));
      else settle(error);
    }),
  read: (settle, fd, buffer, offset) =>
    read(fd, buffer, offset, transferLength(buffer, offset), null, settle),
  write: (settle, fd, bytes, offset) =>
    write(fd, bytes, offset, transferLength(bytes, offset), null, settle),
  fchmod: (settle, fd, mode) => fchmod(fd, mode, settle),
  fchown: (settle, fd, uid, gid) => fchown(fd, uid, gid, settle),
  fsync: (settle, fd) => fsync(fd, settle),
  close: (settle, fd) => close(fd, settle),
  rename: (settle, from, to) => rename(from, to, settle),
  link: (settle, existing, name) => link(existing, name, settle),
  unlink: (settle, path) => unlink(path, settle),
  mkdir: (settle, path, mode) => mkdir(path, { mode }, (error) => settle(error)),
  rmdir: (settle, path) => rmdir(path, settle),
  readdir: (settle, path) => readdir(path, settle),
  readlink: (settle, path) => readlink(path, settle),
  ftruncate: (settle, fd, size) => ftruncate(fd, size, settle),
  futimes: (settle, fd, accessedMs, modifiedMs) =>
    futimes(fd, accessedMs / 1e3, modifiedMs / 1e3, settle),
} satisfies StartedCalls);
