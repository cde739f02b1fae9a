import type { Host } from './system.ts';

/** The platform and the effective user: one of the three places that read what is ambient. */
export const nodeHost: Host = {
  windows: process.platform === 'win32',
  uid: process.geteuid?.(),
};
