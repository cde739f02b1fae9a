import { completeMissions } from '../../completion/complete-names.ts';
import { listOf, object, oneOfWords, orNull, text, truth } from '../../output/json-schema.ts';
import { defineCommand } from '../command.ts';
import { type PruneFlags, runPrune } from './run-prune.ts';

const prunable = {
  mission_id: text,
  alias: text,
  participant_id: text,
  role: text,
  focus: orNull(text),
  last_activity_at: text,
  verdict: oneOfWords(['gone', 'unknown']),
};

export const pruneCommand = defineCommand<PruneFlags, [string?]>({
  description: `Removes the sessions of aliases that are proven gone, with what they had recorded and held.
Whoever comes back meanwhile is kept. Never yours.`,
  flags: {
    olderThan: {
      kind: 'string',
      placeholder: 'age',
      brief: 'Also aliases of unknown fate that were last active so long ago, such as 30d',
    },
    dryRun: { kind: 'boolean', brief: 'Only show what would be done' },
    yes: { kind: 'boolean', brief: 'With --older-than: do not ask' },
  },
  args: [
    {
      brief: 'only sessions of this mission',
      placeholder: 'mission',
      complete: completeMissions,
    },
  ],
  examples: [
    'missionctl prune --dry-run',
    'missionctl prune demo',
    'missionctl prune --older-than 30d --yes',
  ],
  dataSchema: object({
    dry_run: truth,
    pruned: listOf(object(prunable)),
    kept: listOf(object(prunable)),
  }),
  asFilters: true,
  run: runPrune,
});
