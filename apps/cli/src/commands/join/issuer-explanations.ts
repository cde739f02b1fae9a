import type { Explanation } from '../../errors/explain-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';

/** How the command line reports the errors of an issuer. */
export const issuerExplanations: Readonly<Record<string, Explanation>> = {
  ERR_ISSUER_OFFLINE: {
    code: 'OFFLINE_JOIN',
    hint: () => 'join again when it can be reached; joined missions keep working',
    retryable: true,
  },
  ERR_ISSUER_AUTH: { code: 'AUTH_FAILED', hint: () => 'export another MISSIONCTL_API_KEY' },
  ERR_ISSUER_FORBIDDEN: {
    code: 'MISSION_UNAUTHORIZED',
    hint: () => 'ask whoever runs the mission for access',
  },
  ERR_ISSUER_MISSION_NOT_FOUND: {
    code: 'MISSION_NOT_FOUND',
    hint: () => 'check the spelling: ids are case-sensitive',
  },
  ERR_ISSUER_INVALID_ROLE: {
    code: 'INVALID_ROLE',
    hint: ({ validRoles = [] }) =>
      validRoles.length === 0 ? undefined : `it knows ${validRoles.join(', ')}`,
  },
  ERR_ISSUER_PROTOCOL: {
    code: 'ISSUER_PROTOCOL',
    hint: () => 'check MISSIONCTL_API_URL; --ca-file names the certificates of a private authority',
  },
  ERR_ISSUER_SETTINGS: {
    code: 'USAGE',
    hint: () => 'check MISSIONCTL_API_URL and MISSIONCTL_API_KEY, or --api-url and --api-key-file',
  },
  ERR_ISSUER_DAMAGED: {
    code: 'ISSUER_DAMAGED',
    hint: ({ path }) =>
      `restore ${quoteForShell(path)} from a backup, or move it aside to be issued a new identity`,
  },
};
