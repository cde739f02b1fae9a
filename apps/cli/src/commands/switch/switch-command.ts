import { completeTargets } from '../../completion/complete-names.ts';
import { CliError } from '../../errors/cli-error.ts';
import { anyOf, object, orNull, text, truth } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';
import { maskOfPointer } from '../../session/pointer-mask.ts';
import { explicitMission } from '../../session/resolve-session.ts';
import { notJoined } from '../../session/unresolved-errors.ts';
import { writers } from '../../session/writers.ts';
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
  const named = explicitMission(invocation, target === '-' ? previousMission(invocation) : target);
  if (flags.clear === true) {
    if (named === undefined) return switchTo(invocation, flags, undefined);
    throw new CliError('USAGE', 'a mission and --clear exclude each other', {
      hint: 'give one of them',
    });
  }
  if (named === undefined) return chooseTarget(invocation, flags);
  return switchToNamed(invocation, flags, named);
}

/** A person at a terminal chooses; a program or an agent gets the list. */
async function chooseTarget(invocation: Invocation, flags: SwitchFlags): Promise<Outcome> {
  const { actor, context } = invocation;
  const drawable = context.environment('TERM') !== 'dumb';
  if (actor.alias !== undefined || !drawable || !isInteractive(invocation))
    return runList(invocation);
  const { pickMission } = await import('./pick-mission.ts');
  const picked = await pickMission(invocation);
  if (picked === undefined) return runList(invocation);
  return switchToNamed(invocation, flags, picked);
}

function switchToNamed(invocation: Invocation, flags: SwitchFlags, named: string): Outcome {
  // The pointer is the user's own: it names a mission that the user is joined to, whatever the agents are.
  if (!invocation.store.isJoinedSync({ missionId: named })) throw notJoined({ missionId: named });
  return switchTo(invocation, flags, named);
}

function switchTo(
  invocation: Invocation,
  flags: SwitchFlags,
  missionId: string | undefined,
): Outcome {
  if (flags.anyway !== true) refuseMasked(invocation, missionId);
  const target = missionId ?? 'no mission';
  if (flags.dryRun === true) return plannedSwitch(invocation, missionId);
  const { pointer } = writers(invocation);
  const change = missionId === undefined ? pointer.clearSync() : pointer.setSync(missionId);
  if (change.status === 'conflict') {
    throw new CliError('CONFLICT', 'another process has just set the pointer', {
      hint: 'run it again',
      retryable: true,
    });
  }
  const changed = change.status === 'changed';
  const former = change.former ?? null;
  const was = change.former === undefined ? '' : ` (was ${change.former})`;
  const note = changed ? `${target} is now active${was}` : unchanged(missionId);
  return {
    data: { active_mission_id: missionId ?? null, former, changed, dry_run: false },
    missionId,
    notes: [note],
  };
}

function plannedSwitch({ pointer }: Invocation, missionId: string | undefined): Outcome {
  const { active } = pointer.readSync();
  const changed = active !== missionId;
  const note = changed
    ? `would switch from ${active ?? 'no mission'} to ${missionId ?? 'no mission'}`
    : unchanged(missionId);
  const data = { active_mission_id: missionId ?? null, former: active ?? null, changed };
  return { data: { ...data, dry_run: true }, missionId, notes: [note] };
}

function unchanged(missionId: string | undefined): string {
  return missionId === undefined ? 'no mission was active' : `${missionId} is already active`;
}

function previousMission({ pointer }: Invocation): string {
  const previous = pointer.previousSync();
  if (previous !== undefined) return previous;
  throw new CliError('NO_ACTIVE_MISSION', 'there is no previous mission', {
    hint: 'missionctl list',
  });
}

/** A switch has no visible effect when another source comes before the pointer. */
function refuseMasked(invocation: Invocation, missionId: string | undefined): void {
  const { actor, context } = invocation;
  if (actor.alias !== undefined) {
    const by = actor.source === 'flag' ? '--as' : 'MISSIONCTL_AS';
    throw masked(`${by} ${actor.alias} acts for another participant; the pointer is yours`, by);
  }
  const mask = maskOfPointer(context, missionId);
  if (mask !== undefined) throw masked(mask.why, mask.by);
}

function masked(why: string, by: string): CliError {
  return new CliError('MASKED', 'nothing was switched', {
    why,
    hint: 'add --anyway to write the pointer nevertheless',
    details: { masked_by: by },
  });
}

export const switchCommand = defineCommand<SwitchFlags, [string?]>({
  brief: 'Make a mission the active one',
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
