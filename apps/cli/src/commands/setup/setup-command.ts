import { roles } from '@missionctl/session-model';
import { listOf, object, oneOfWords, text, truth } from '../../output/json-schema.ts';
import { harnesses } from '../../setup/harness/harnesses.ts';
import { defineCommand } from '../command.ts';
import { runSetup } from './run-setup.ts';
import type { SetupFlags } from './setup-request.ts';

const names: readonly string[] = [...harnesses.keys()];

export const setupCommand = defineCommand<SetupFlags, [string?]>({
  usage: `<${names.join('|')}>`,
  description:
    'Writes hooks and an MCP server into the configuration of an agent command line, so that each of its sessions is a participant of its own. Everything else in those files stays as it is, byte for byte, and --remove takes out again what was written.',
  flags: {
    user: { kind: 'boolean', brief: 'For all of your sessions; the default' },
    project: { kind: 'boolean', brief: 'For the sessions in this directory, of everyone' },
    role: {
      kind: 'string',
      placeholder: 'role',
      brief: 'The role in which its sessions join; default: developer',
      complete: () => roles,
    },
    guard: { kind: 'boolean', brief: 'Ask or refuse, rather than only warn, before a collision' },
    remove: { kind: 'boolean', brief: 'Take out what setup has written' },
    yes: { kind: 'boolean', brief: 'Do not ask' },
    dryRun: { kind: 'boolean', brief: 'Only show the difference' },
  },
  args: [{ brief: names.join(', '), placeholder: names.join('|'), complete: () => names }],
  examples: [
    'missionctl setup claude --dry-run',
    'missionctl setup codex --guard --yes',
    'missionctl setup cursor --project --remove',
  ],
  dataSchema: object({
    harness: oneOfWords(names),
    scope: oneOfWords(['user', 'project']),
    changed: truth,
    dry_run: truth,
    files: listOf(
      object(
        { path: text, action: oneOfWords(['created', 'changed', 'removed', 'unchanged']) },
        { diff: text },
      ),
    ),
  }),
  takes: ['mission'],
  keepsModes: true,
  run: runSetup,
});
