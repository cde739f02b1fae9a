import { previousMissionSync, type SwitchOutcome, switchMissionSync } from '@missionctl/actions';
import { completeTargets } from '../../completion/complete-names.ts';
import { CliError } from '../../errors/cli-error.ts';
import { anyOf, object, orNull, text, truth } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { evidenceOf, explicitMission } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';
import { defineCommand } from '../command.ts';
import { listSchema, runList } from '../list.ts';

interface SwitchFlags {
  readonly clear?: boolean;
  readonly anyway?: boolean;
  readonly dryRun?: boolean;
}

function runSwitch(
  invocation: Invocation,
  flags: SwitchFlags,
  target?: string,
): Outcome | Promise<Outcome> {
  const named = explicitMission(
    invocation,
    target === '-' ? previousMissionSync(invocation.home) : target,
  );
  if (flags.clear === true) {
    if (named === undefined) return switchTo(invocation, flags, null);
    throw new CliError('USAGE', 'a mission and --clear exclude each other', {
      hint: 'give one of them',
    });
  }
  if (named === undefined) return chooseTarget(invocation, flags);
  return switchTo(invocation, flags, named);
}

/** A person at a terminal chooses; a program or an agent gets the list. */
async function chooseTarget(invocation: Invocation, flags: SwitchFlags): Promise<Outcome> {
  const { who, context } = invocation;
  const drawable = context.environment('TERM') !== 'dumb';
  if (who.alias !== null || !drawable || !isInteractive(invocation)) return runList(invocation);
  const { pickMission } = await import('./pick-mission.ts');
  const picked = await pickMission(invocation);
  return picked === undefined ? runList(invocation) : switchTo(invocation, flags, picked);
}

function switchTo(invocation: Invocation, flags: SwitchFlags, to: string | null): Outcome {
  const { anyway, dryRun } = flags;
  const evidence = evidenceOf(invocation, to ?? undefined, { selects: false });
  const switched = switchMissionSync(invocation.home, evidence, { to, anyway, dryRun });
  const { active, former, changed } = switched;
  return {
    data: {
      active_mission_id: active,
      former,
      changed,
      dry_run: switched.status === 'planned',
    },
    missionId: active ?? undefined,
    notes: [noteOf(switched)],
  };
}

function noteOf({ status, active, former, changed }: SwitchOutcome): string {
  if (!changed) return active === null ? 'no mission was active' : `${active} is already active`;
  if (status === 'planned') {
    return `would switch from ${former ?? 'no mission'} to ${active ?? 'no mission'}`;
  }
  return `${active ?? 'no mission'} is now active${former === null ? '' : ` (was ${former})`}`;
}

export const switchCommand = defineCommand<SwitchFlags, [string?]>({
  flags: {
    clear: { kind: 'boolean', brief: 'Leave no mission active' },
    anyway: { kind: 'boolean', brief: 'Write the pointer even where it is masked' },
    dryRun: { kind: 'boolean', brief: 'Only show what would be done' },
  },
  args: [
    {
      brief: 'a mission, or - for the previous one; default: choose from a list',
      placeholder: 'mission|-',
      complete: completeTargets,
    },
  ],
  examples: ['missionctl switch demo', 'missionctl switch -', 'missionctl switch --clear'],
  dataSchema: anyOf(
    object({
      active_mission_id: orNull(text),
      former: orNull(text),
      changed: truth,
      dry_run: truth,
    }),
    listSchema,
  ),
  run: runSwitch,
});
