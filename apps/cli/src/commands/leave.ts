import type { SessionAddress } from '@missionctl/session-store';
import { completeMissions } from '../completion/complete-names.ts';
import { CliError } from '../errors/cli-error.ts';
import { explainError } from '../errors/explain-error.ts';
import { object, orNull, text, truth } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { ignoringDamagedPointer } from '../session/ignoring-damaged-pointer.ts';
import type { Invocation } from '../session/invocation.ts';
import { isInteractive } from '../session/is-interactive.ts';
import { resolveSession } from '../session/resolve-session.ts';
import { writers } from '../session/writers.ts';
import { defineCommand } from './command.ts';

interface LeaveFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

function runLeave(invocation: Invocation, flags: LeaveFlags, mission?: string): Outcome {
  const { address, missionId, source } = resolveSession(invocation, mission);
  const { store, actor } = invocation;
  const loaded = store.loadSync(address);
  const damaged = loaded.status === 'damaged';
  const who = address.alias === undefined ? '' : ` as ${address.alias}`;
  const fate = damaged ? 'the damaged session is moved aside' : 'the session is removed';
  const joined = loaded.status === 'joined' ? loaded : undefined;
  const subject = { missionId, source, participantId: joined?.session.participantId };
  const seen = joined?.warnings ?? [];
  if (flags.dryRun === true) {
    const data = { left: false, dry_run: true, quarantined: null };
    return { ...subject, data, notes: [`would leave ${missionId}${who}: ${fate}`], warnings: seen };
  }
  if (flags.yes !== true) confirm(invocation, address, `${missionId}${who}`);
  // Pointer first: a crash in between leaves a session that is not active, and never a pointer to a mission
  // that is not joined.
  const { value: forgot, warnings } =
    actor.alias === undefined
      ? ignoringDamagedPointer(() => writers(invocation).pointer.forgetSync(missionId))
      : { warnings: [] };
  const quarantined = takeAway(invocation, address, { damaged, forgot: forgot === true });
  const kept = quarantined === null ? [] : [`the damaged session is kept at ${quarantined}`];
  const data = { left: true, dry_run: false, quarantined };
  return {
    ...subject,
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
  const { store } = writers(invocation);
  try {
    const quarantined = damaged ? store.quarantineSync(address) : undefined;
    if (quarantined === undefined) store.removeSync(address);
    return quarantined ?? null;
  } catch (error) {
    throw forgot ? partlyLeft(error, address) : error;
  }
}

/** The pointer does not name the mission any more, so the same command may not find it again. */
function partlyLeft(error: unknown, { missionId }: SessionAddress): CliError {
  const { code, message, why, retryable, details } = explainError(error);
  const state = `the session is still there, but ${missionId} is no longer the active mission`;
  return new CliError(code, message, {
    why: why === undefined ? state : `${why}; ${state}`,
    hint: `missionctl leave ${missionId} --yes`,
    retryable,
    details,
    cause: error,
  });
}

function confirm(invocation: Invocation, { missionId, alias }: SessionAddress, what: string): void {
  const as = alias === undefined ? '' : ` --as ${alias}`;
  const hint = `missionctl leave ${missionId}${as} --yes`;
  if (!isInteractive(invocation)) {
    throw new CliError('USAGE', `leaving ${what} needs --yes when there is no terminal to ask on`, {
      hint,
    });
  }
  const answer = invocation.context.ask(`leave ${what}? [y/N] `) ?? '';
  if (/^y(es)?$/i.test(answer)) return;
  throw new CliError('CONFLICT', 'not confirmed, nothing was changed', { hint });
}

export const leaveCommand = defineCommand<LeaveFlags, [string?]>({
  brief: 'Leave a mission and remove its session',
  flags: {
    yes: { kind: 'boolean', brief: 'Do not ask' },
    dryRun: { kind: 'boolean', brief: 'Only show what would be done' },
  },
  args: [
    {
      brief: 'the mission; default: the selected one',
      placeholder: 'mission',
      complete: completeMissions,
    },
  ],
  examples: ['missionctl leave demo --yes'],
  dataSchema: object({ left: truth, dry_run: truth, quarantined: orNull(text) }),
  run: runLeave,
});
