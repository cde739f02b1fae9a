import { type StatusOutcome, statusSync } from '@missionctl/actions';
import { usageError } from '../../argv/usage-error.ts';
import { completeMissions } from '../../completion/complete-names.ts';
import { anyOf, listOf, named, object, orNull, text } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { shownWarnings } from '../../roster/words/shown-warnings.ts';
import { evidenceOf, explicitMission } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { readsOnTerminal } from '../../session/is-interactive.ts';
import { elsewhereSchema } from '../../sharing/describe-elsewhere.ts';
import { inForm } from '../../sharing/in-form.ts';
import { defineCommand } from '../command.ts';
import { standingClaimSchema } from './claim-data.ts';
import { collisionSchema } from './collision-data.ts';
import { statusView, unfittedStatus } from './status-view.ts';
import { conditions } from './watch/conditions.ts';
import type { WatchFlags } from './watch/watch-end.ts';

interface StatusFlags extends WatchFlags {
  readonly watch?: boolean;
  readonly all?: boolean;
}

const missionFields = {
  session: orNull(named('session')),
  participants: listOf(named('participant')),
  claims: listOf(standingClaimSchema),
  collisions: listOf(collisionSchema),
};

/** There where others of other homes are seen in a mission that is shared. */
const elsewhereField = { elsewhere: listOf(elsewhereSchema) };

export const statusCommand = defineCommand<StatusFlags, [string?]>({
  description: `Of a mission that is named, it shows the participants of this home although you
have not joined it.`,
  flags: {
    all: { kind: 'boolean', brief: 'Show every mission of this home' },
    watch: { kind: 'boolean', brief: 'Show it again at each change, until Ctrl-C' },
    until: {
      kind: 'string',
      placeholder: conditions.join('|'),
      brief: 'With --watch: end when something changes, your focus is free, or nobody else is here',
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
    'missionctl status --all',
    'missionctl status demo --watch',
    'missionctl status --watch --until change --timeout 60 --json',
    'missionctl status --watch --until free && missionctl drive active',
  ],
  dataSchema: anyOf(
    object(missionFields, elsewhereField),
    object({
      active_mission_id: orNull(text),
      missions: listOf(object({ mission_id: text, ...missionFields }, elsewhereField)),
    }),
  ),
  run: async (invocation, flags, mission) => {
    const { home } = invocation;
    if (flags.all === true) return await showAll(invocation, flags, mission);
    const evidence = evidenceOf(invocation, mission);
    if ([flags.watch, flags.until, flags.timeout].some((flag) => flag !== undefined)) {
      const { runWatch } = await import('./watch/run-watch.ts');
      return await runWatch(invocation, evidence, flags);
    }
    const status = await inForm(invocation, evidence, {
      alone: () => statusSync(home, evidence),
      shared: (actions) => actions.status(home, evidence),
    });
    const warnings = shownWarnings(invocation, status);
    const nowMs = home.clock();
    const about = await aboutOf(status, nowMs);
    const view = { ...statusView({ ...status, warnings }, nowMs), about };
    if (!readsOnTerminal(invocation)) return unfittedStatus(view);
    const { statusLines } = await import('./status-lines.ts');
    const { columns } = invocation.context.terminalSize('stdout');
    return { ...view.outcome, lines: [...statusLines(view, columns), ...view.about] };
  },
});

/** @throws CliError `USAGE` where something is asked of one mission */
async function showAll(
  invocation: Invocation,
  { watch, until, timeout }: StatusFlags,
  mission: string | undefined,
): Promise<Outcome> {
  if ((explicitMission(invocation, mission) ?? watch ?? until ?? timeout) !== undefined) {
    throw usageError('--all shows every mission, once', 'status');
  }
  const { allMissions } = await import('./all-missions.ts');
  return await allMissions(invocation, { who: invocation.who });
}

/** The words are loaded where there is something to say. */
async function aboutOf(status: StatusOutcome, nowMs: number): Promise<readonly string[]> {
  if (status.claims.length === 0 && status.collisions.length === 0) return [];
  const { aboutLines } = await import('./about-lines.ts');
  return aboutLines(status, nowMs);
}
