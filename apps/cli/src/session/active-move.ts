import type { ActiveMove, Evidence } from '@missionctl/actions';
import { maskOfPointer } from '@missionctl/actions/operations';
import { runSync } from '@missionctl/atomic-fs/operations';
import { object, orNull, text } from '../output/json-schema.ts';

/** The schema of a move of the active mission. */
export const moveSchema = orNull(
  object({ from: orNull(text), to: orNull(text), previous: orNull(text) }),
);

/** A move of the active mission for programs; null when it stayed. */
export function moveData(moved: ActiveMove | undefined): object | null {
  if (moved === undefined) return null;
  const { from = null, to = null, previous = null } = moved;
  return { from, to, previous };
}

/** What people need to know of a move, and how to go back. Where none was active, nothing is lost. */
export function moveNotes(moved: ActiveMove | undefined, evidence: Evidence): readonly string[] {
  if (moved?.from === undefined) return [];
  const { from, to = 'no mission', previous } = moved;
  const back =
    previous === undefined ? '' : `; back to ${previous}: ${backHint(previous, evidence)}`;
  return [`${to} is now active (was ${from})${back}`];
}

function backHint(previous: string, evidence: Evidence): string {
  return `missionctl switch -${mayBeHidden(previous, evidence) ? ' --anyway' : ''}`;
}

/** Where something hides the pointer, a switch would be refused. What was done holds all the same. */
function mayBeHidden(previous: string, evidence: Evidence): boolean {
  try {
    return runSync(maskOfPointer(evidence, previous)) !== undefined;
  } catch {
    return true;
  }
}
