import { type Evidence, mayNeedEngineSync } from '@missionctl/actions';
import type { Invocation } from '../session/invocation.ts';

/** Actions in the form that asks the engine of a shared mission. */
export type SharedActions = typeof import('./shared-actions.ts');

/** An action in both forms. */
export interface Forms<T> {
  /** For a mission that is shared with no other home: nothing more is loaded for it. */
  readonly alone: () => T;
  readonly shared: (actions: SharedActions) => Promise<T>;
}

/** Runs an action in the form that the selected mission needs. */
export async function inForm<T>(
  { home }: Pick<Invocation, 'home'>,
  evidence: Evidence,
  { alone, shared }: Forms<T>,
): Promise<T> {
  if (!mayNeedEngineSync(home, evidence)) return alone();
  return await shared(await import('./shared-actions.ts'));
}
