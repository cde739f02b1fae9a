import { statusSync } from '@missionctl/actions';
import { completeMissions } from '../../completion/complete-names.ts';
import { listOf, named, object, orNull } from '../../output/json-schema.ts';
import { evidenceOf } from '../../session/evidence.ts';
import { readsOnTerminal } from '../../session/is-interactive.ts';
import { defineCommand } from '../command.ts';
import { claimSchema } from './claim-view.ts';
import { collisionSchema } from './collision-view.ts';
import { conditions } from './conditions.ts';
import { statusView, unfittedStatus } from './status-view.ts';
import type { WatchFlags } from './watch-end.ts';

interface StatusFlags extends WatchFlags {
  readonly watch?: boolean;
}

export const statusCommand = defineCommand<StatusFlags, [string?]>({
  description: `Of a mission that is named, it shows the participants of this home although you
have not joined it.`,
  flags: {
    watch: { kind: 'boolean', brief: 'Show it again at each change, until Ctrl-C' },
    until: {
      kind: 'string',
      placeholder: conditions.join('|'),
      brief: 'With --watch: end at the first change',
      complete: () => conditions,
    },
    timeout: {
      kind: 'string',
      placeholder: 'seconds',
      brief: 'With --watch: end after so long, with TIMEOUT',
    },
  },
  args: [
    {
      brief: 'the mission; default: the selected one',
      placeholder: 'mission',
      complete: completeMissions,
    },
  ],
  examples: [
    'missionctl status',
    'missionctl status demo --watch',
    'missionctl status --watch --until change --timeout 60 --json',
  ],
  dataSchema: object({
    session: orNull(named('session')),
    participants: listOf(named('participant')),
    claims: listOf(claimSchema),
    collisions: listOf(collisionSchema),
  }),
  run: async (invocation, flags, mission) => {
    const { home } = invocation;
    const evidence = evidenceOf(invocation, mission);
    if ([flags.watch, flags.until, flags.timeout].some((flag) => flag !== undefined)) {
      const { runWatch } = await import('./run-watch.ts');
      return await runWatch(invocation, evidence, flags);
    }
    const view = statusView(statusSync(home, evidence), home.clock());
    if (!readsOnTerminal(invocation)) return unfittedStatus(view);
    const { statusLines } = await import('./status-lines.ts');
    const { columns } = invocation.context.terminalSize('stdout');
    return { ...view.outcome, lines: [...statusLines(view, columns), ...view.about] };
  },
});
