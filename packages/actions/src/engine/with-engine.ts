import { withClaimsElsewhere } from '../elsewhere/claims-elsewhere.ts';
import { type Home, requireHome } from '../home.ts';
import { type EngineSource, requireEngineSource } from './engine-source.ts';

/**
 * Gives a home what opens the engines of its missions, so that those for which one was chosen are shared with other
 * homes. A program without it loads nothing of that.
 *
 * @param home - the home
 * @param engine - what opens engines
 * @returns the same home, whose actions ask engines and count what was seen there
 * @throws TypeError, RangeError for a source that cannot be one
 * @example
 * const home = withEngine(openHome({ path }), { open: ({ url }) => engineAt(url) });
 */
export function withEngine(home: Home, engine: EngineSource): Home {
  requireHome(home);
  requireEngineSource(engine);
  return { ...home, engine: { ...engine, claimsElsewhere: withClaimsElsewhere } };
}
