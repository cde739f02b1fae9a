import type { Host } from '../operation/system.ts';

/** The platform and the effective user of this process. */
export const nodeHost: Host = {
  windows: process.platform === 'win32',
  // Asked each time: a server may give up its privileges after it has loaded us.
  get uid() {
    return process.geteuid?.();
  },
};
