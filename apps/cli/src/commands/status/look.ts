import type { Evidence } from '@missionctl/actions';
import { statusNow } from '@missionctl/actions/operations';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { SessionAddress } from '@missionctl/session-model';
import type { CliError } from '../../errors/cli-error.ts';
import { explainError } from '../../errors/explain-error.ts';
import type { Invocation } from '../../session/invocation.ts';
import { type StatusView, statusView } from './status-view.ts';

/** What one look at a mission has found: a status, or why there is none. */
export type Look = ({ readonly view: StatusView } | { readonly error: CliError }) & {
  /** Equal for two looks between which nobody's session has changed. */
  readonly state: string;
  /** Equal for two looks that print the same, but for the times. */
  readonly key: string;
};

/** Looks at the mission that a watch began with. */
export function lookAt({ home }: Invocation, evidence: Evidence, address: SessionAddress): Look {
  try {
    const view = statusView(runSync(statusNow(home, evidence, address)), home.clock());
    const { data, warnings, source } = view.outcome;
    const state = JSON.stringify(data);
    return { view, state, key: JSON.stringify([state, warnings, source]) };
  } catch (thrown) {
    const error = explainError(thrown);
    const state = `${error.code} ${error.message}`;
    return { error, state, key: state };
  }
}
