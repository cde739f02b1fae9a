import { type ChosenEngine, withEngine } from '@missionctl/actions';
import type { Invocation } from '../session/invocation.ts';

/** The same invocation, with what opens engines. What asks one is loaded when one is asked. */
export function openEngines(invocation: Invocation): Invocation {
  const { context, home } = invocation;
  const engine = {
    url: context.environment('MISSIONCTL_ROSTER'),
    open: async (chosen: ChosenEngine) => {
      const { openEngine } = await import('./open-engine.ts');
      return openEngine(context, home.path, chosen);
    },
  };
  return { ...invocation, home: withEngine(home, engine) };
}
