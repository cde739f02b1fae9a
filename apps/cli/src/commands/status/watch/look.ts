import { type Evidence, type StatusOutcome, withElsewhere } from '@missionctl/actions';
import { statusNow } from '@missionctl/actions/operations';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { CliError } from '../../../errors/cli-error.ts';
import { explainError } from '../../../errors/explain-error.ts';
import { claimWarnings } from '../../../roster/words/claim-warnings.ts';
import type { Invocation } from '../../../session/invocation.ts';
import { aboutLines } from '../about-lines.ts';
import { type StatusView, statusView } from '../status-view.ts';

/** What one look at a mission has found: a status, or why there is none. */
export type Look = (
  | { readonly view: StatusView; readonly status: StatusOutcome }
  | { readonly error: CliError }
) & {
  /** Equal for two looks between which nothing has changed in the mission. */
  readonly state: string;
  /** Equal for two looks that print the same, but for the times. */
  readonly key: string;
};

/** What a watch stays with. */
interface Watched {
  readonly evidence: Evidence;
  /** The mission, and which session is the caller's. */
  readonly looked: Pick<StatusOutcome, 'missionId' | 'address'>;
  /** What kept the watch itself from being seen by others. */
  readonly recorded: readonly Issue[];
}

/** Looks at the mission that a watch began with. */
export function lookAt(
  { home }: Invocation,
  { evidence, looked, recorded }: Watched,
  elsewhere: StatusOutcome['elsewhere'],
): Look {
  try {
    const status = withElsewhere(runSync(statusNow(home, evidence, looked)), elsewhere);
    const nowMs = home.clock();
    const warnings = [...claimWarnings(status, nowMs), ...status.warnings, ...recorded];
    const view = {
      ...statusView({ ...status, warnings }, nowMs),
      about: aboutLines(status, nowMs),
    };
    const { data, source } = view.outcome;
    const state = JSON.stringify(data);
    return { view, status, state, key: JSON.stringify([state, warnings, source]) };
  } catch (thrown) {
    const error = explainError(thrown);
    const state = `${error.code} ${error.message}`;
    return { error, state, key: state };
  }
}
