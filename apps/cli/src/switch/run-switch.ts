import { changing } from '../changing.ts';
import { CliError } from '../cli-error.ts';
import { runList } from '../commands/list.ts';
import type { Invocation } from '../invocation.ts';
import { mayAsk } from '../may-ask.ts';
import type { Outcome } from '../outcome.ts';
import { maskOfPointer } from '../pointer-mask.ts';
import { explicitMission, notJoined } from '../which-mission.ts';

export interface SwitchFlags {
  readonly clear?: boolean;
  readonly anyway?: boolean;
  readonly dryRun?: boolean;
}

export function runSwitch(
  invocation: Invocation,
  flags: SwitchFlags,
  target?: string,
): Outcome | Promise<Outcome> {
  const named = explicitMission(invocation, target === '-' ? previousMission(invocation) : target);
  if (flags.clear === true) {
    if (named === undefined) return switchTo(invocation, flags, undefined);
    throw new CliError('USAGE', 'a mission and --clear cannot both be meant', { hint: 'name one' });
  }
  if (named === undefined) return chooseTarget(invocation, flags);
  return switchToNamed(invocation, flags, named);
}

/** A person is asked which; everybody else, and an agent whose switch it could not be, sees the list. */
async function chooseTarget(invocation: Invocation, flags: SwitchFlags): Promise<Outcome> {
  const { actor, context } = invocation;
  const drawable = context.environment('TERM') !== 'dumb';
  if (actor.alias !== undefined || !drawable || !mayAsk(invocation)) return runList(invocation);
  const { pickMission } = await import('../picker/pick-mission.ts');
  const picked = await pickMission(invocation);
  if (picked === undefined) return runList(invocation);
  return switchToNamed(invocation, flags, picked);
}

function switchToNamed(invocation: Invocation, flags: SwitchFlags, named: string): Outcome {
  // The pointer is mine: it names a mission in which I am joined, whatever my agents are.
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
  const { pointer } = changing(invocation);
  const change = missionId === undefined ? pointer.clearSync() : pointer.setSync(missionId);
  if (change.status === 'conflict') {
    throw new CliError('CONFLICT', 'the pointer was just switched', {
      hint: 'run it again',
      retryable: true,
    });
  }
  const changed = change.status === 'changed';
  const former = change.former ?? null;
  const was = change.former === undefined ? '' : ` (was ${change.former})`;
  const note = changed ? `${target} is active now${was}` : unchanged(missionId);
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
  return missionId === undefined ? 'no mission was active' : `${missionId} is active already`;
}

function previousMission({ pointer }: Invocation): string {
  const previous = pointer.previousSync();
  if (previous !== undefined) return previous;
  throw new CliError('NO_ACTIVE_MISSION', 'there is no previous mission', {
    hint: 'missionctl list',
  });
}

/** A switch that something of a higher rank would hide does nothing that its caller could see. */
function refuseMasked(invocation: Invocation, missionId: string | undefined): void {
  const { actor, context } = invocation;
  if (actor.alias !== undefined) {
    const by = actor.source === 'flag' ? '--as' : 'MISSIONCTL_AS';
    throw masked(`${by} ${actor.alias} acts for another participant, and the pointer is yours`, by);
  }
  const mask = maskOfPointer(context, missionId);
  if (mask !== undefined) throw masked(mask.why, mask.by);
}

function masked(why: string, by: string): CliError {
  return new CliError('MASKED', 'nothing was switched', {
    why,
    hint: 'add --anyway to write the pointer all the same',
    details: { masked_by: by },
  });
}
