import { type Evidence, type TakeOptions, takeSync, type WorkOutcome } from '@missionctl/actions';
import type { Invocation } from '../session/invocation.ts';
import { inForm } from './in-form.ts';

/** Takes a focus from whoever drives it, in this home or, where the mission is shared, in another. */
export function takeFocus(
  invocation: Invocation,
  evidence: Evidence,
  reason: string,
  options: TakeOptions = {},
): Promise<WorkOutcome> {
  const { home } = invocation;
  return inForm(invocation, evidence, {
    alone: () => takeSync(home, evidence, reason, options),
    shared: ({ take }) => take(home, evidence, reason, options),
  });
}
