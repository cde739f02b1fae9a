import { type ChosenEngine, withEngine } from '@missionctl/actions';
import type { Invocation } from '../session/invocation.ts';

/** A command takes 5 seconds longer at most, and a git that does not answer has to be ended, too. */
const withinMs = 4800;

/** The same invocation, with what opens engines. What asks one is loaded when one is asked. */
export function openEngines(invocation: Invocation): Invocation {
  const { context, home } = invocation;
  const engine = {
    withinMs,
    url: context.environment('MISSIONCTL_ROSTER'),
    open: async (chosen: ChosenEngine) => {
      const { openEngine } = await import('./open-engine.ts');
      return openEngine(context, home.path, chosen);
    },
  };
  return { ...invocation, home: withEngine(home, engine) };
}
