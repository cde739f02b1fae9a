import { resolveSelectionSync } from '@missionctl/actions';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { nobody } from './acting.ts';

/** The mission that is selected, whoever of this home is in it; undefined where none is. */
export function selectedMission(invocation: Invocation): string | undefined {
  try {
    const evidence = evidenceOf({ ...invocation, who: nobody });
    return resolveSelectionSync(invocation.home, evidence).missionId;
  } catch {
    return undefined;
  }
}
