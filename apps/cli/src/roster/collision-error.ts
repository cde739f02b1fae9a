import type { FocusNotice, Holder } from '@missionctl/actions';
import type { MissionSource } from '@missionctl/active-pointer';
import type { SessionAddress, SessionState } from '@missionctl/session-model';
import { CliError } from '../errors/cli-error.ts';
import type { Warning } from '../output/warning.ts';
import { asFlag } from '../session/address-words.ts';
import { holderData } from './claim-data.ts';
import { claimWarnings } from './words/claim-warnings.ts';
import { holderLines, holderPhrase } from './words/holder-words.ts';

/** Who was held back by whom, and what their session says now. */
export interface HeldBack {
  readonly address: SessionAddress;
  readonly resolvedFrom: MissionSource;
  readonly session: SessionState;
  readonly holder: Holder;
  readonly notices: readonly FocusNotice[];
  readonly rivals: readonly Holder[];
  readonly warnings: readonly Warning[];
}

/**
 * The failure of one who was held back.
 *
 * @param why What became of the session of who was held back.
 */
export function collisionError(held: HeldBack, why: string, nowMs: number): CliError {
  const { address, session, holder, warnings } = held;
  const { missionId, alias } = address;
  return new CliError('COLLISION', `held: ${holderPhrase(holder, missionId, nowMs)}`, {
    why,
    aside: holderLines(holder, nowMs),
    hint: waysOn(held),
    details: {
      mission_id: missionId,
      alias,
      focus: session.focus,
      drive_intent: session.driveIntent,
      holder: holderData(holder),
    },
    warnings: [...claimWarnings(held, nowMs), ...warnings],
  });
}

/**
 * To wait, to ask, or to work on something else; who drives elsewhere can ask for nothing here. An agent
 * gets the one command that it can run as it is: the other ways are for a person to choose from.
 */
function waysOn({ address, resolvedFrom, session, holder }: HeldBack): string {
  const { missionId, alias } = address;
  const as = `${resolvedFrom === 'flag' ? ` --mission ${missionId}` : ''}${asFlag(alias)}`;
  if (session.focus !== holder.focus) return `missionctl status${as}`;
  if (alias !== undefined)
    return `missionctl status --watch --until free --timeout 300 --json${as}`;
  const ways = [`status --watch --until free${as}`, `drive ask${as}`, `focus wp:<id>${as}`];
  return ways.map((each) => `missionctl ${each}`).join(', or ');
}
