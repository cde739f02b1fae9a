import { roles } from '@missionctl/session-model';
import { defineCommand } from '../define-command.ts';
import type { JoinFlags } from '../join/run-join.ts';
import { proposeMissions } from '../shell/propose-names.ts';

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 600) return seconds;
  throw new RangeError('a timeout is a number of seconds, more than 0 and at most 600');
}

export const joinCommand = defineCommand<JoinFlags, [string?]>({
  brief: 'Join a mission and make it the active one',
  flags: {
    role: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'role',
      brief: `One of ${roles.join(', ')}; default: the stored one`,
      proposeCompletions: () => roles,
    },
    participantId: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'ULID',
      brief: 'An identity that an authority has minted already',
    },
    runId: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'ULID',
      brief: 'The mission run that goes with it',
    },
    apiUrl: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'url',
      brief: 'The authority to ask; default: MISSIONCTL_API_URL, else this machine',
    },
    apiKeyFile: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'file',
      brief: 'Its key, in a file of mode 0600; default: MISSIONCTL_API_KEY',
    },
    caFile: {
      kind: 'parsed',
      parse: String,
      optional: true,
      placeholder: 'file',
      brief: 'Certificates (PEM) of a private authority',
    },
    timeout: {
      kind: 'parsed',
      parse: parseSeconds,
      optional: true,
      placeholder: 'seconds',
      brief: 'How long one attempt may take; default 5',
    },
    replace: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Also over another identity, or a damaged session (kept aside)',
    },
    keepSessionToken: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Store the session token that an authority answers with',
    },
    dryRun: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Only tell what would be done',
    },
  },
  positional: {
    kind: 'tuple',
    parameters: [
      {
        brief: 'the mission',
        placeholder: 'mission',
        parse: String,
        optional: true,
        proposeCompletions: proposeMissions,
      },
    ],
  },
  // Its own chunk: it brings the issuers with it, and nothing else needs them.
  run: async (...words) => (await import('../join/run-join.ts')).runJoin(...words),
});
