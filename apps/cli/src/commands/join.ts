import { roles } from '@missionctl/session-model';
import { defineCommand } from '../command.ts';
import { type JoinFlags, runJoin } from '../join/run-join.ts';
import { proposeMissions } from '../shell/propose-names.ts';

export const joinCommand = defineCommand<JoinFlags, [string?]>({
  flags: {
    role: {
      kind: 'text',
      placeholder: 'role',
      brief: `One of ${roles.join(', ')}; default: the stored one`,
      propose: () => roles,
    },
    participantId: {
      kind: 'text',
      placeholder: 'ULID',
      brief: 'An identity that an authority has minted already',
    },
    runId: {
      kind: 'text',
      placeholder: 'ULID',
      brief: 'The mission run that goes with it',
    },
    apiUrl: {
      kind: 'text',
      placeholder: 'url',
      brief: 'The authority to ask; default: MISSIONCTL_API_URL, else this machine',
    },
    apiKeyFile: {
      kind: 'text',
      placeholder: 'file',
      brief: 'Its key, in a file of mode 0600; default: MISSIONCTL_API_KEY',
    },
    caFile: {
      kind: 'text',
      placeholder: 'file',
      brief: 'Certificates (PEM) of a private authority',
    },
    timeout: {
      kind: 'text',
      placeholder: 'seconds',
      brief: 'How long one attempt may take; default 5',
    },
    replace: {
      kind: 'switch',
      brief: 'Also over another identity, or a damaged session (kept aside)',
    },
    keepSessionToken: {
      kind: 'switch',
      brief: 'Store the session token that an authority answers with',
    },
    dryRun: {
      kind: 'switch',
      brief: 'Only tell what would be done',
    },
  },
  args: [
    {
      brief: 'the mission',
      placeholder: 'mission',
      propose: proposeMissions,
    },
  ],
  run: runJoin,
});
