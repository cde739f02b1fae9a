import { roles } from '@missionctl/session-model';
import { completeMissions } from '../../completion/complete-names.ts';
import {
  anyOf,
  type JsonSchema,
  listOf,
  named,
  object,
  oneOfWords,
  orNull,
  text,
  truth,
} from '../../output/json-schema.ts';
import { moveSchema } from '../../session/active-move.ts';
import { defineCommand } from '../command.ts';
import { type JoinFlags, runJoin } from './run-join.ts';

const issuers = oneOfWords(['standalone', 'http', 'given']);
const yes: JsonSchema = { const: true };
const no: JsonSchema = { const: false };

const joined = object({
  role: text,
  capabilities: named('capabilities'),
  issuer: issuers,
  changed: truth,
  created: truth,
  path: text,
  quarantined: orNull(text),
  active_moved: moveSchema,
  dry_run: no,
});

const planned = object({
  role: text,
  issuer: issuers,
  principal: text,
  path: text,
  steps: listOf(text),
  dry_run: yes,
});

export const joinCommand = defineCommand<JoinFlags, [string?]>({
  flags: {
    role: {
      kind: 'string',
      placeholder: 'role',
      brief: `One of ${roles.join(', ')}; default: the stored one`,
      complete: () => roles,
    },
    participantId: {
      kind: 'string',
      placeholder: 'ULID',
      brief: 'An identity that an authority has already issued',
    },
    runId: {
      kind: 'string',
      placeholder: 'ULID',
      brief: 'The mission run that belongs to it',
    },
    apiUrl: {
      kind: 'string',
      placeholder: 'url',
      brief: 'The authority to ask; default: MISSIONCTL_API_URL, else this machine',
    },
    apiKeyFile: {
      kind: 'string',
      placeholder: 'file',
      brief: 'Its key, in a private file or a pipe; default: MISSIONCTL_API_KEY',
      complete: 'files',
    },
    caFile: {
      kind: 'string',
      placeholder: 'file',
      brief: 'Certificates (PEM) of a private authority',
      complete: 'files',
    },
    timeout: {
      kind: 'string',
      placeholder: 'seconds',
      brief: 'How long to try to reach the authority, in all; default: 60',
    },
    replace: {
      kind: 'boolean',
      brief: 'Replace another identity, or a damaged session (kept aside)',
    },
    keepSessionToken: {
      kind: 'boolean',
      brief: 'Store the session token of the authority',
    },
    noSwitch: { kind: 'boolean', brief: 'Leave the active mission as it is' },
    dryRun: { kind: 'boolean', brief: 'Only show what would be done' },
  },
  args: [{ brief: 'the mission', placeholder: 'mission', complete: completeMissions }],
  examples: [
    'missionctl join demo --role developer',
    'missionctl join demo --as bot --role developer',
    'missionctl join demo --role reviewer --dry-run',
  ],
  dataSchema: anyOf(joined, planned),
  run: runJoin,
});
