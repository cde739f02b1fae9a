import { run } from '@missionctl/atomic-fs/operations';
import { removeEngineChoice } from '@missionctl/roster/operations';
import type { Issue } from '@missionctl/session-model';
import type { Wait } from '@missionctl/session-store';
import { runWaiting } from '@missionctl/session-store/operations';
import { type ForgottenOutcome, forgetEngine } from '../engine/choose-engine.ts';
import type { ChosenEngine } from '../engine/engine-source.ts';
import type { Home } from '../home.ts';
import { lookAtRoster, sessionOf } from '../roster/mission-roster.ts';
import { lookThere } from './claim-there.ts';
import { failureAmong } from './exchange/failure-among.ts';
import { releaseThere } from './exchange/release-there.ts';
import { openSharing, type Sharing } from './open-sharing.ts';

/** Withdraws a home from the engine of a mission, and then forgets which that was. */
export async function forgetThere(
  home: Home,
  chosen: ChosenEngine,
  options: Wait,
): Promise<ForgottenOutcome> {
  const { missionId } = chosen;
  const { timeoutMs } = options;
  const sharing = await openSharing(home, chosen, options);
  const before = await withdrawAll(sharing);
  const forgetting = removeEngineChoice(sharing.roster, { timeoutMs, keepsSeen: true });
  const wasThere = await runWaiting(() => forgetting, options);
  // From here on nobody begins to share; what others had begun by then is withdrawn as well.
  const warnings = before.length > 0 ? before : await withdrawAll(sharing);
  await runWaiting(() => forgetEngine(home, missionId, { timeoutMs }), options);
  return { status: wasThere ? 'forgotten' : 'none', warnings };
}

/** Withdraws a home from the engine of a mission. @returns that others may see it there still */
export async function withdrawFrom(
  home: Home,
  chosen: ChosenEngine,
  options: Wait,
): Promise<readonly Issue[]> {
  return await withdrawAll(await openSharing(home, chosen, options));
}

/** The warning for what could not be withdrawn. */
export function notWithdrawn(failure: string): Issue {
  const message = `other homes may see still who of this home is in the mission, and what they hold: ${failure}`;
  return { code: 'NOT_WITHDRAWN', severity: 'warning', field: '', message };
}

async function withdrawAll(sharing: Sharing): Promise<readonly Issue[]> {
  // As other processes of this home have left it.
  await sharing.remember((state) => state);
  const { own } = sharing.state();
  // Whatever is sent is remembered before, unless that cannot be read.
  if (own.length === 0 && sharing.warnings().length === 0) return [];
  try {
    await askedToForget(sharing, new Set(own.map(({ participantId }) => participantId)));
    return [];
  } catch (error) {
    return [notWithdrawn(await sharing.pause(error))];
  }
}

/** @throws what the engine throws */
async function askedToForget(sharing: Sharing, own: ReadonlySet<string>): Promise<void> {
  const { home, missionId } = sharing;
  const { entries } = await lookThere(sharing);
  const { participants } = await run(lookAtRoster(home, missionId, { focuses: [] }));
  const joined = participants.flatMap((each) => sessionOf(each)?.participantId ?? []);
  const ours = new Set([...own, ...joined]);
  const isOurs = (id: string): boolean => ours.has(id);
  const published = entries.map(({ entry }) => entry.participantId).filter(isOurs);
  const held = sharing.state().claims.filter(({ claim }) => isOurs(claim.holder ?? ''));
  const failed = await failureAmong([
    ...held.map((seen) => releaseThere(sharing, seen, { gone: ours, leaves: true })),
    ...published.map((id) => sharing.ask((engine, wait) => engine.withdraw(missionId, id, wait))),
  ]);
  if (failed !== undefined) throw failed;
  await sharing.remember((state) => ({
    ...state,
    own: state.own.filter(({ participantId }) => !own.has(participantId)),
  }));
}
