import { WhoUnknownError } from '../errors.ts';
import type { FullEvidence } from '../evidence.ts';
import { isUnknown } from './actor.ts';

/** The actor as an address has it. @throws ERR_WHO_UNKNOWN */
export function aliasOf({ who }: Pick<FullEvidence, 'who'>): string | undefined {
  if (isUnknown(who)) throw new WhoUnknownError(who.doubt);
  return who.alias ?? undefined;
}
