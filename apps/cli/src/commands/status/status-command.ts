import { statusSync } from '@missionctl/actions';
import { listOf, named, object } from '../../output/json-schema.ts';
import { evidenceOf } from '../../session/evidence.ts';
import { defineCommand } from '../command.ts';
import { statusView } from './status-view.ts';

interface StatusFlags {
  readonly watch?: boolean;
}

export const statusCommand = defineCommand<StatusFlags, []>({
  flags: {
    watch: { kind: 'boolean', brief: 'Show it again at each change, until Ctrl-C' },
  },
  examples: ['missionctl status', 'missionctl status --watch', 'missionctl status --watch --json'],
  dataSchema: object({
    session: named('session'),
    participants: listOf(named('participant')),
    collisions: listOf({ type: 'object' }),
  }),
  takesMission: false,
  run: async (invocation, { watch }) => {
    const { home } = invocation;
    const status = statusSync(home, evidenceOf(invocation));
    if (watch !== true) return statusView(status, home.clock());
    return (await import('./run-watch.ts')).runWatch(invocation, status.address);
  },
});
