import { constants } from 'node:fs';
import type { OpenIntent } from '../operation/system.ts';

// Windows has none of the last three, and Node leaves their constants undefined there.
const noFollow = constants.O_NOFOLLOW ?? 0;
const nonBlocking = constants.O_NONBLOCK ?? 0;
const directory = constants.O_DIRECTORY ?? 0;

export const openFlags: Readonly<Record<OpenIntent, number>> = {
  read: constants.O_RDONLY | noFollow | nonBlocking,
  create: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow,
  directory: constants.O_RDONLY | directory,
  append: constants.O_WRONLY | constants.O_APPEND | noFollow | nonBlocking,
};
