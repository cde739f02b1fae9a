import { wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import type { OnCollision } from './work-outcome.ts';

/** What is done when another drives there: `hold` unless the caller says something else. @throws TypeError */
export function requireOnCollision(given: unknown = 'hold'): OnCollision {
  if (given === 'continue' || given === 'hold' || given === 'defer') return given;
  const expected = "'continue', 'hold' or 'defer'";
  if (typeof given !== 'string') throw wrongType('onCollision', expected, given);
  throw wrongValue('onCollision', expected, given);
}
