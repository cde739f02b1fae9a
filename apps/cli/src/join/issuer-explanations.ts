import type { Explanation } from '../explain-error.ts';
import { shellWord } from '../shell-word.ts';

/** What an issuer throws, in the command line's words. */
export const issuerExplanations: Readonly<Record<string, Explanation>> = {
  ERR_ISSUER_OFFLINE: {
    code: 'OFFLINE_JOIN',
    hint: () => 'join again when it can be reached; missions that are joined go on working',
    retryable: true,
  },
  ERR_ISSUER_AUTH: { code: 'AUTH_FAILED', hint: () => 'export another MISSIONCTL_API_KEY' },
  ERR_ISSUER_FORBIDDEN: {
    code: 'MISSION_UNAUTHORIZED',
    hint: () => 'ask whoever runs the mission to let you in',
  },
  ERR_ISSUER_MISSION_NOT_FOUND: {
    code: 'MISSION_NOT_FOUND',
    hint: () => 'look at the spelling: ids are told apart by case',
  },
  ERR_ISSUER_INVALID_ROLE: {
    code: 'INVALID_ROLE',
    hint: ({ validRoles = [] }) =>
      validRoles.length === 0 ? undefined : `it knows ${validRoles.join(', ')}`,
  },
  ERR_ISSUER_PROTOCOL: {
    code: 'ISSUER_PROTOCOL',
    hint: () =>
      'look at MISSIONCTL_API_URL; --ca-file names the certificates of a private authority',
  },
  ERR_ISSUER_SETTINGS: {
    code: 'USAGE',
    hint: () => 'look at MISSIONCTL_API_URL and MISSIONCTL_API_KEY, or at --api-url and its file',
  },
  ERR_ISSUER_DAMAGED: {
    code: 'ISSUER_DAMAGED',
    hint: ({ path }) =>
      `restore ${shellWord(path)} from a backup, or move it aside to be issued a new identity`,
  },
};
