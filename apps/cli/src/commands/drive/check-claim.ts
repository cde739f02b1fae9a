import { type CheckOutcome, checkSync } from '@missionctl/actions';
import { usageError } from '../../argv/usage-error.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { claimData } from '../../roster/claim-data.ts';
import { collisionError } from '../../roster/collision-error.ts';
import { shownWarnings } from '../../roster/words/shown-warnings.ts';
import { asFlag } from '../../session/address-words.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';

/** Succeeds while whoever acts holds the claim on their focus. @throws CliError `COLLISION`, `CONFLICT` */
export function checkClaim(invocation: Invocation, given: string | undefined): Outcome {
  const term = termFrom(given);
  const checked = checkSync(invocation.home, evidenceOf(invocation), { term });
  const { status, holder, claim, session } = checked;
  if (status === 'held' && holder !== undefined) {
    const why = `you do not hold ${holder.focus}`;
    throw collisionError({ ...checked, holder }, why, invocation.home.clock());
  }
  const warnings = shownWarnings(invocation, checked);
  if (status !== 'holds') throw notHolding(checked, term, warnings);
  const selected = selectedBy(checked);
  return {
    ...selected,
    data: { holds: true, claim: claimData(claim) },
    participantId: session.participantId,
    notes: [`you hold ${claim?.focus}, in term ${claim?.term}`, ...sourceNote(selected)],
    warnings,
  };
}

function notHolding(
  { address, session, claim, status }: CheckOutcome,
  term: number | undefined,
  warnings: CliError['warnings'],
): CliError {
  const { missionId, alias } = address;
  const details = { mission_id: missionId, alias, focus: session.focus, term: claim?.term ?? null };
  if (status === 'other-term') {
    const message = `you hold ${claim?.focus} in term ${claim?.term}, not in term ${term}`;
    const why = 'another held it meanwhile, and may have changed what you rely on';
    return new CliError('CONFLICT', message, { why, hint: 'missionctl status', details, warnings });
  }
  const next = session.focus === null ? 'focus wp:<id>' : 'drive active';
  const isUnread = warnings?.some(({ code }) => code === 'ROSTER_DAMAGED') === true;
  const message =
    session.focus !== null && session.driveIntent === 'active'
      ? `no record says that you hold ${session.focus}`
      : `you do not drive ${session.focus ?? 'anything'}`;
  return new CliError('CONFLICT', message, {
    hint: isUnread ? 'missionctl doctor' : `missionctl ${next}${asFlag(alias)}`,
    details,
    warnings,
  });
}

/** @throws CliError `USAGE` */
function termFrom(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const term = /^[1-9]\d{0,14}$/.test(given) ? Number(given) : undefined;
  if (term === undefined)
    throw usageError(`--term is a whole number from 1, not '${given}'`, 'drive');
  return term;
}
