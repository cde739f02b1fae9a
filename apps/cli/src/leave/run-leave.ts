import type { SessionAddress } from '@missionctl/session-store';
import { changing } from '../changing.ts';
import { CliError } from '../cli-error.ts';
import { despiteDamagedPointer } from '../damaged-pointer.ts';
import { explainError } from '../explain-error.ts';
import type { Invocation } from '../invocation.ts';
import { mayAsk } from '../may-ask.ts';
import type { Outcome } from '../outcome.ts';
import { whichSession } from '../which-mission.ts';

export interface LeaveFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export function runLeave(invocation: Invocation, flags: LeaveFlags, mission?: string): Outcome {
  const { address, missionId, source } = whichSession(invocation, mission);
  const { store, actor } = invocation;
  const loaded = store.loadSync(address);
  const damaged = loaded.status === 'damaged';
  const who = address.alias === undefined ? '' : ` as ${address.alias}`;
  const fate = damaged ? 'the damaged session is kept aside' : 'the session is removed';
  const joined = loaded.status === 'joined' ? loaded : undefined;
  const told = { missionId, source, participantId: joined?.session.participantId };
  const seen = joined?.warnings ?? [];
  if (flags.dryRun === true) {
    const data = { left: false, dry_run: true, quarantined: null };
    return { ...told, data, notes: [`would leave ${missionId}${who}: ${fate}`], warnings: seen };
  }
  if (flags.yes !== true) confirm(invocation, address, `${missionId}${who}`);
  // First the pointer: a crash in between leaves a session that is not active, and no pointer
  // to a mission that is not joined.
  const { value: forgot, warnings } =
    actor.alias === undefined
      ? despiteDamagedPointer(() => changing(invocation).pointer.forgetSync(missionId))
      : { warnings: [] };
  const quarantined = takeAway(invocation, address, { damaged, forgot: forgot === true });
  const kept = quarantined === null ? [] : [`the damaged session is kept at ${quarantined}`];
  const data = { left: true, dry_run: false, quarantined };
  return {
    ...told,
    data,
    notes: [`left ${missionId}${who}`, ...kept],
    warnings: [...seen, ...warnings],
  };
}

function takeAway(
  invocation: Invocation,
  address: SessionAddress,
  { damaged, forgot }: { readonly damaged: boolean; readonly forgot: boolean },
): string | null {
  const { store } = changing(invocation);
  try {
    const quarantined = damaged ? store.quarantineSync(address) : undefined;
    if (quarantined === undefined) store.removeSync(address);
    return quarantined ?? null;
  } catch (error) {
    throw forgot ? halfLeft(error, address) : error;
  }
}

/** The pointer names the mission no more, so that running the same words again may not reach it. */
function halfLeft(error: unknown, { missionId }: SessionAddress): CliError {
  const { code, message, why, retryable, details } = explainError(error);
  const told = `the session is still there, but ${missionId} is the active mission no more`;
  return new CliError(code, message, {
    why: why === undefined ? told : `${why}; ${told}`,
    hint: `missionctl leave ${missionId} --yes`,
    retryable,
    details,
    cause: error,
  });
}

function confirm(invocation: Invocation, { missionId, alias }: SessionAddress, what: string): void {
  const as = alias === undefined ? '' : ` --as ${alias}`;
  const hint = `missionctl leave ${missionId}${as} --yes`;
  if (!mayAsk(invocation)) {
    throw new CliError('USAGE', `leaving ${what} needs --yes where nobody can be asked`, { hint });
  }
  const answer = invocation.context.ask(`leave ${what}? [y/N] `) ?? '';
  if (/^y(es)?$/i.test(answer)) return;
  throw new CliError('CONFLICT', 'not confirmed, nothing was changed', { hint });
}
