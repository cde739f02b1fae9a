import { mayHaveEnginesSync } from '@missionctl/actions';
import type { Invocation } from './invocation.ts';

/** The same invocation; in a home in which an engine was ever confirmed, with what opens engines. */
export async function withEngines(invocation: Invocation): Promise<Invocation> {
  if (!mayHaveEnginesSync(invocation.home)) return invocation;
  const { openEngines } = await import('../sharing/open-engines.ts');
  return openEngines(invocation);
}
