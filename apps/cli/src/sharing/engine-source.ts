import type { HomeOptions } from '@missionctl/actions';
import type { Context } from '../context/context.ts';

/** What opens the engines of a home. Their code is loaded for a mission that has one. */
export function engineSource(context: Context, home: string): HomeOptions['engine'] {
  return {
    url: context.environment('MISSIONCTL_ROSTER'),
    open: async (chosen) => {
      const { openEngine } = await import('./open-engine.ts');
      return openEngine(context, home, chosen);
    },
  };
}
