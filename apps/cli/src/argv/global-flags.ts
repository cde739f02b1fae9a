import { completeAliases, completeMissions } from '../completion/complete-names.ts';
import type { Flags } from './flag.ts';

/**
 * The flags that every command takes, before or after its name; only the help of the root lists
 * them.
 */
export const globalFlags: Flags = {
  mission: {
    kind: 'string',
    placeholder: 'id',
    brief: 'The mission to act on',
    complete: completeMissions,
  },
  as: {
    kind: 'string',
    placeholder: 'alias',
    brief: 'The participant who acts',
    complete: completeAliases,
  },
  json: { kind: 'boolean', brief: 'Print one line of JSON' },
  quiet: { kind: 'boolean', brief: 'Print no notes' },
  noColor: { kind: 'boolean', brief: 'Print no color, even on a terminal' },
};
